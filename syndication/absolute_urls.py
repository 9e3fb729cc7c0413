"""Absolute addresses in HTML that is read outside the site."""

import re

from django.conf import settings

# In HTML from common/html/ quotes are double, and a local address begins with one slash.
_LOCAL_URL = re.compile(r'(\s(?:href|src)=")(?=/(?!/))')
_SRCSET = re.compile(r'\ssrcset="[^"]*"')


def make_links_absolute(safe: str) -> str:
    """Make local addresses absolute, and leave out `srcset`: one width of a picture is enough."""
    return _LOCAL_URL.sub(rf"\1{settings.SITE_URL}", _SRCSET.sub("", safe))
