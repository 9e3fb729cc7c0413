"""Every setting of the site. Each comes from the environment and has a default that works.

`.env.example` lists them all. With no environment at all the site runs in one process on SQLite;
DATABASE_URL and REDIS_URL move the same code to PostgreSQL and Redis.
"""

import contextlib
import os
import secrets
from email.utils import parseaddr
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from debate import providers

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def _own_secret() -> str:
    """Return the secret made on the first start, kept outside git and readable by its owner."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        draft = VAR_DIR / f"secret_key.{os.getpid()}"
        with open(draft, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(50))
        # A hard link appears whole or not at all, so two processes that start first agree on one.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or _own_secret()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# The public address of the site. Hosts, origins of sockets and links in mails follow from it.
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE_NAME = env("SITE_NAME", default="Weerwoord")
SOURCE_URL = env("SOURCE_URL", default="")
_scheme, _slashes, _host = SITE_URL.partition("://")
SITE_HOST = _host.partition(":")[0]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[SITE_HOST])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Exact origins that may open a socket: scheme, host and port.
LIVE_ORIGINS = env.list("LIVE_ORIGINS", default=[SITE_URL])
SECURE = _scheme == "https"
# The authority in the tag URIs (RFC 4151) of feed entries. A site that moves keeps its former one,
# or feed readers show every entry as new.
TAG_AUTHORITY = env("TAG_AUTHORITY", default=f"{SITE_HOST},2026")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "servestatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "accounts",
    "articles",
    "moderation",
    "comments",
    "notifications",
    "search",
    "desk",
    "newsletter",
    "bulletins",
    "importer",
    "syndication",
    "privacy",
    "debate",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "debate.middleware.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "debate.middleware.AskedAgain",
    "debate.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "debate.middleware.CsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "debate.nul.WithoutNul",
]

ROOT_URLCONF = "debate.urls"
WSGI_APPLICATION = "debate.wsgi.application"
ASGI_APPLICATION = "debate.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "debate.context.site",
            ],
        },
    },
]

# --- Database, cache and tasks -------------------------------------------------------------------

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'weerwoord.sqlite3'}")
}
_database = DATABASES["default"]
# Options in the query string of DATABASE_URL go before the ones chosen here.
_chosen = _database.get("OPTIONS", {})
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        # A transaction takes the write lock when it begins. Taken later, SQLite would refuse at
        # once ("database is locked") instead of waiting.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        **_chosen,
    }
    _database["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    # On ASGI a connection must not outlive its request; the pool keeps the real ones.
    _database["CONN_MAX_AGE"] = 0
    _database["OPTIONS"] = {
        "pool": {
            "min_size": env.int("DATABASE_POOL_MIN", default=1),
            "max_size": env.int("DATABASE_POOL_MAX", default=16),
            "timeout": 30,
        },
        **_chosen,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
# Keeps sites, or test runs, that share one Redis apart.
CACHE_PREFIX = env("CACHE_PREFIX", default="weerwoord")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": CACHE_PREFIX,
        }
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {
                # redis-py 8 closes a listener that is idle for 5 seconds unless told not to.
                "hosts": [{"address": REDIS_URL, "socket_timeout": None}],
                "prefix": CACHE_PREFIX,
            },
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": CACHE_PREFIX,
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels.layers.InMemoryChannelLayer",
            # At the default of 100 a busy layer silently drops messages.
            "CONFIG": {"capacity": 10_000},
        }
    }

# A task that runs for longer is taken for lost, and another worker runs it.
TASK_LOST_SECONDS = env.int("TASK_LOST_SECONDS", default=600)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- People --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.passwords.NotCommon"},
    {"NAME": "accounts.passwords.NotPersonal"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# No star at the password: whoever signs in with a mailed code needs none.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_FORMS = {
    "login": "accounts.forms.members.LoginForm",
    "signup": "accounts.forms.members.SignupForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Nine digits, three attempts, and a quarter of an hour for a mail that is slow to come.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 9, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
# Asks to sign in again for a new address: a browser left signed in does not give the account away.
ACCOUNT_REAUTHENTICATION_REQUIRED = True

# Moderators, editors and administrators have no access to their pages without a second step.
TWO_STEP = env.bool("TWO_STEP", default=True)
MFA_ADAPTER = "accounts.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
# Browsers make passkeys for a host name over https (or localhost), never for an IP address.
PASSKEYS = providers.can_have_passkeys(SITE_URL)
MFA_TOTP_ISSUER = SITE_NAME
# The previous and the next code are accepted too, since clocks differ.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "add_webauthn": "accounts.forms.second_step.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.second_step.RenamePasskeyForm",
    "signup_webauthn": "accounts.forms.second_step.SignUpPasskeyForm",
    "login_webauthn": "accounts.forms.second_step.PasskeySignInForm",
    "authenticate_webauthn": "accounts.forms.second_step.PasskeyStepForm",
    "reauthenticate_webauthn": "accounts.forms.second_step.PasskeyAgainForm",
    "activate_totp": "accounts.forms.second_step.AppForm",
    "authenticate": "accounts.forms.second_step.CodeForm",
    "reauthenticate": "accounts.forms.second_step.CodeAgainForm",
}
USERSESSIONS_ADAPTER = "accounts.usersessions.SessionsAdapter"

SOCIALACCOUNT_ADAPTER = "accounts.providers.ProviderAdapter"
SOCIALACCOUNT_FORMS = {
    "signup": "accounts.forms.members.ProviderSignupForm",
    "disconnect": "accounts.forms.members.UnlinkForm",
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": providers.oidc_providers(env)}}
# An address that a trusted provider verified opens its account here. The login is linked to it, so
# that the account stays the same when the address changes.
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

# A guest's mailed link: how long it works, and how long the session that it opens lasts without
# use (minutes) and at most (hours).
GUEST_LINK_MINUTES = env.int("GUEST_LINK_MINUTES", default=30)
GUEST_IDLE_MINUTES = env.int("GUEST_IDLE_MINUTES", default=60)
GUEST_HOURS = env.int("GUEST_HOURS", default=12)

# How many proxies in front of the site add to X-Forwarded-For; 0 takes the address of the peer.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# --- The debate ----------------------------------------------------------------------------------

# hold_all, first_time (hold until a writer has an approved reaction) or publish; or per article.
COMMENTS_POLICY = env("COMMENTS_POLICY", default="first_time")
# confirm (a mail first), hold (the moderator judges unconfirmed guests) or members (no guests).
COMMENTS_GUESTS = env("COMMENTS_GUESTS", default="confirm")
COMMENTS_MAX_LINKS = env.int("COMMENTS_MAX_LINKS", default=2)
# A guest's reaction sent within so many seconds of opening the form is held; 0 holds none.
COMMENTS_FASTEST = env.int("COMMENTS_FASTEST", default=2)
# More in a minute by one writer, or twice as many from one network, hold a reaction.
COMMENTS_MOST_A_MINUTE = env.int("COMMENTS_MOST_A_MINUTE", default=3)
# How certain the learned rule must be, in per cent, before it holds a reaction.
COMMENTS_LEARNED_CERTAINTY = env.int("COMMENTS_LEARNED_CERTAINTY", default=80)
# More reactions by guests than this within so many minutes, anywhere on the site, are a flood:
# from then on their browsers are asked for a proof of work. It can also be switched at the desk.
COMMENTS_FLOOD_GUESTS = env.int("COMMENTS_FLOOD_GUESTS", default=30)
COMMENTS_FLOOD_MINUTES = env.int("COMMENTS_FLOOD_MINUTES", default=5)
# How many times, at least and at most, a browser must try; each try is so many rounds of PBKDF2.
PROOF_TRIES = (env.int("PROOF_TRIES_MIN", default=300), env.int("PROOF_TRIES_MAX", default=600))
PROOF_ROUNDS = env.int("PROOF_ROUNDS", default=1000)
COMMENTS_EDIT_MINUTES = env.int("COMMENTS_EDIT_MINUTES", default=15)
COMMENTS_CONFIRM_HOURS = env.int("COMMENTS_CONFIRM_HOURS", default=48)
COMMENTS_PAGE_SIZE = env.int("COMMENTS_PAGE_SIZE", default=50)
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

# --- Bulletins -----------------------------------------------------------------------------------

# The publisher in the colophon, and the licence of what is printed.
PUBLISHER = env("PUBLISHER", default=SITE_NAME)
BULLETIN_LICENCE = env("BULLETIN_LICENCE", default="")

# --- Retention, in days --------------------------------------------------------------------------

KEEP_UNCONFIRMED_DAYS = env.int("KEEP_UNCONFIRMED_DAYS", default=7)
KEEP_REFUSED_DAYS = env.int("KEEP_REFUSED_DAYS", default=365)
KEEP_READ_NOTICES_DAYS = env.int("KEEP_READ_NOTICES_DAYS", default=60)
KEEP_NOTICES_DAYS = env.int("KEEP_NOTICES_DAYS", default=180)
KEEP_MAILS_DAYS = env.int("KEEP_MAILS_DAYS", default=90)
KEEP_TASKS_DAYS = env.int("KEEP_TASKS_DAYS", default=14)

# --- Mail ----------------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"{SITE_NAME} <noreply@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where people answer to decisions about them; someone must read it.
CONTACT_EMAIL = env("CONTACT_EMAIL", default=parseaddr(DEFAULT_FROM_EMAIL)[1])
# An immediate notice waits so long for more of its kind, so that a burst is one mail.
MAIL_GATHER_SECONDS = env.int("MAIL_GATHER_SECONDS", default=180)
# A failed mail is tried again after this, then after twice as long, up to sixty times as long.
MAIL_RETRY_SECONDS = env.float("MAIL_RETRY_SECONDS", default=60)
# How long the link that confirms the newsletter works; after that the address is deleted.
NEWSLETTER_CONFIRM_DAYS = env.int("NEWSLETTER_CONFIRM_DAYS", default=7)
# The secret ("user:password") with which the mail service reports bounces under /anymail/; without
# it those addresses do not exist.
ANYMAIL = {"WEBHOOK_SECRET": env("ANYMAIL_WEBHOOK_SECRET", default="")}

# --- Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", default="Europe/Amsterdam")

# --- Files ---------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Apart from MEDIA_ROOT: attachments are only ever downloaded, never shown in a page.
    "attachments": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "attachments"},
    },
    "staticfiles": {"BACKEND": "debate.storage.StaticStorage"},
}
# Uploads, served by debate/views/media.py. Several machines must share this folder.
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# The PDFs of bulletins, served only while they show what is public.
BULLETINS_DIR = VAR_DIR / "bulletins"
# The largest document that can be added to an article.
ATTACHMENT_MAX_MB = env.int("ATTACHMENT_MAX_MB", default=20)
# True serves static files from the source folders (demo, tests); in production run collectstatic.
SERVESTATIC_USE_FINDERS = env.bool("STATIC_FROM_SOURCE", default=True)
SERVESTATIC_AUTOREFRESH = DEBUG

# --- The editor ----------------------------------------------------------------------------------

# Our extensions of django-prose-editor; articles/editor.py says which of them a form offers.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("js/editor/prose.js")],
        "extensions": {
            "Abbreviation": html_tags(["abbr"], {"abbr": ["title"]}),
            "Citation": html_tags(["cite"]),
            "Quoted": html_tags(["q"]),
            "PullQuote": html_tags(["blockquote"], {"blockquote": ["class"]}),
            "Question": html_tags(["p"], {"p": ["class"]}),
            "Footnote": html_tags(["ol", "li"], {"ol": ["class"], "li": ["id"]}),
            "TableCaption": html_tags(["caption", "thead", "tfoot"]),
        },
    },
    {"js": [static_lazy("js/editor/immediate-input.js")], "extensions": {"ImmediateInput": html_tags([])}},
]

# --- Safety --------------------------------------------------------------------------------------

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
