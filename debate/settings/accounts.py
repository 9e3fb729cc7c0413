"""Accounts, signing in and guests."""

from debate import providers
from debate.settings.environment import env
from debate.settings.site import SITE_NAME, SITE_URL

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
