"""The network that a request comes from."""

import ipaddress
import re

from django.conf import settings


def client_address(request) -> str:
    """Return the client's address; behind proxies, the one that the outermost trusted proxy saw."""
    return _believed(request.META.get("HTTP_X_FORWARDED_FOR", ""), request.META.get("REMOTE_ADDR"))


def client_network(request) -> str:
    """Return the network that counts as one visitor for limits: an IPv4 address or an IPv6 /64."""
    return _network(client_address(request))


def socket_network(scope) -> str:
    """Return the same as `client_network`, for a socket."""
    forwarded = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for")
    client = scope.get("client") or ("",)
    return _network(_believed(forwarded.decode("latin-1"), client[0]))


def _believed(forwarded_for: str, peer: str | None) -> str:
    hops = forwarded_for.split(",")
    if settings.TRUSTED_PROXIES and len(hops) >= settings.TRUSTED_PROXIES:
        return hops[-settings.TRUSTED_PROXIES].strip()
    return peer or ""


def _network(address: str) -> str:
    # Some proxies add the port: 192.0.2.1:4711, [2001:db8::1]:4711.
    bare = re.sub(r"^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$", r"\1\2", address)
    try:
        ip = ipaddress.ip_address(bare)
    except ValueError:
        return "unknown"
    # On a dual-stack socket an IPv4 visitor appears as ::ffff:192.0.2.1.
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.version == 6:
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
