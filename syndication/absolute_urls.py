"""Addresses as they must be where the page is not ours: with the site's own before them."""

import re

from django.conf import settings

# In HTML that our own gate wrote: quotes are double, and an address of ours begins with one slash.
_LOCAL_URL = re.compile(r'(\s(?:href|src)=")(?=/(?!/))')
_SRCSET = re.compile(r'\ssrcset="[^"]*"')


def full_url(path: str) -> str:
    return settings.SITE_URL + path


def make_links_absolute(safe: str) -> str:
    """The same, to be read anywhere. One width of a picture is enough there."""
    return _LOCAL_URL.sub(rf"\1{settings.SITE_URL}", _SRCSET.sub("", safe))
