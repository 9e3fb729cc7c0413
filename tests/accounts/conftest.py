"""Fixtures of signing in: a browser that posts, and the code from the last mail."""

import re
import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail


@pytest.fixture
def last_code():
    def last_code() -> str:
        return re.search(r"^\d{3}-\d{3}-\d{3}$", mail.outbox[-1].body, re.MULTILINE)[0]

    return last_code


@pytest.fixture
def same_page():
    """Give a page without what differs between any two visits: the token and the address."""

    def same_page(response, address: str) -> str:
        html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
        return html.replace(address, "<address>")

    return same_page


@pytest.fixture
def with_app():
    """Give a member an app with codes, as if it was set up before; gives what the app knows."""

    def with_app(user) -> str:
        secret = totp.generate_totp_secret()
        totp.TOTP.activate(user, secret)
        RecoveryCodes.activate(user)
        user.__dict__.pop("has_second_step", None)
        return secret

    return with_app


def code_of(secret: str, periods_ahead: int = 0) -> str:
    """Return the code that an app shows for this secret now."""
    counter = int(time.time()) // 30 + periods_ahead
    return totp.format_hotp_value(totp.hotp_value(secret, counter))
