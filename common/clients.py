"""Where a request comes from."""

import ipaddress

from django.conf import settings


def address(request) -> str:
    """The client's address; behind proxies the one that the outermost trusted proxy saw."""
    if settings.TRUSTED_PROXIES:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= settings.TRUSTED_PROXIES:
            return forwarded[-settings.TRUSTED_PROXIES].strip()
    return request.META.get("REMOTE_ADDR", "")


def network(request) -> str:
    """What counts as one visitor for limits: an IPv4 address, or an IPv6 network of /64."""
    try:
        ip = ipaddress.ip_address(address(request))
    except ValueError:
        return "unknown"
    if ip.version == 6:
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
