"""What the ways in have in common: a browser that posts, and the code from the last mail."""

import re

import pytest
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
