"""Ways to sign in that depend on where and with whom, from the environment."""

import ipaddress
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


def oidc_providers(env: environ.Env) -> list[dict]:
    """The OpenID Connect providers named in OIDC, as django-allauth wants them.

    `OIDC=work` asks for OIDC_WORK_URL, OIDC_WORK_CLIENT_ID and OIDC_WORK_SECRET; OIDC_WORK_NAME
    is what the button says. With OIDC_WORK_TRUSTED the provider's word that an address is
    someone's is taken for ours.
    """
    return [_provider(name, env) for name in env.list("OIDC", default=[])]


def _provider(name: str, env: environ.Env) -> dict:
    prefix = f"OIDC_{name.upper().replace('-', '_')}_"
    url = env(f"{prefix}URL")
    # The keys of the provider are fetched from it: whoever can change them signs in as anyone.
    if not _is_safe(url):
        raise ImproperlyConfigured(f"{prefix}URL must begin with https://")
    trusted = env.bool(f"{prefix}TRUSTED", default=False)
    return {
        "provider_id": name,
        "name": env(f"{prefix}NAME", default=name.capitalize()),
        "client_id": env(f"{prefix}CLIENT_ID"),
        "secret": env(f"{prefix}SECRET"),
        "settings": {
            "server_url": url.rstrip("/"),
            "oauth_pkce_enabled": True,
            "email_authentication": trusted,
            "trusted": trusted,
        },
    }


def can_have_passkeys(site_url: str) -> bool:
    """Return True if browsers make passkeys for this site: for a host with a name, over https."""
    host = urlsplit(site_url).hostname or ""
    return not _is_address(host) and _is_safe(site_url)


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    loopback = host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
    return parts.scheme == "https" or (parts.scheme == "http" and loopback)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
