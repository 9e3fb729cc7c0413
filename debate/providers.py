"""Sign-in methods that depend on the environment: OpenID Connect providers and passkeys."""

import ipaddress
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


def oidc_providers(env: environ.Env) -> list[dict]:
    """Return the OpenID Connect providers named in OIDC, in django-allauth's format.

    `OIDC=work` asks for OIDC_WORK_URL, OIDC_WORK_CLIENT_ID and OIDC_WORK_SECRET; OIDC_WORK_NAME
    is the text of the button. With OIDC_WORK_TRUSTED an address that the provider has verified
    counts as verified here.
    """
    return [_provider(name, env) for name in env.list("OIDC", default=[])]


def _provider(name: str, env: environ.Env) -> dict:
    prefix = f"OIDC_{name.upper().replace('-', '_')}_"
    url = env(f"{prefix}URL")
    # The provider's keys are fetched from this URL: whoever can change them signs in as anyone.
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
    """Return True if browsers make passkeys for this site: a named host over https or localhost."""
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
