"""Safety: what browsers may do, proxies, bounds, rate limits and the log."""

from csp.constants import NONE, SELF

from debate.settings.environment import env
from debate.settings.site import LIVE_ORIGINS, SECURE

# How many proxies in front of the site add to X-Forwarded-For; 0 takes the address of the peer.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# Off only for load tests on one machine, where all visitors have the same address.
RATE_LIMITS = env.bool("RATE_LIMITS", default=True)
# In addition to allauth's: mails to one mailbox, and mails that one visitor can cause.
ACCOUNT_RATE_LIMITS = (
    {
        "signup": "20/h/ip",
        "request_login_code": "20/m/ip,3/m/key,10/h/key",
        "reset_password": "20/m/ip,5/h/key",
    }
    if RATE_LIMITS
    else False
)
if not RATE_LIMITS:
    MFA_RATE_LIMITS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *(origin.replace("http", "ws", 1) for origin in LIVE_ORIGINS)],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000 if SECURE else 0)
# These bind every other site under the same domain, so they are off unless asked for.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "debate.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    # Looks for Django's CSRF middleware by name; ours is a subclass of it.
    "security.W003",
    # Ask for HSTS on all subdomains, and for preloading. HSTS_SUBDOMAINS turns both on; they bind
    # other sites and cannot be undone for months.
    "security.W005",
    "security.W021",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
