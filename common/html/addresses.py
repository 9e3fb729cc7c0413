"""Addresses: found in a text, and checked before they may be in a link or a picture."""

import re
from html import unescape

from common import footnotes, pictures
from common.html.rules import HtmlRules
from common.text import Span, tidy_text

_WORDS = r"[^\s<>\"“”„«»`\\()]"
ADDRESS_SOURCE = (
    r"(?<![^\W_])(?:https?://|www\.)"
    rf"(?:{_WORDS}|\({_WORDS}*\))*(?:(?![.,;:!?'’…*_\]]){_WORDS}|\({_WORDS}*\))"
)
ADDRESS_PATTERN = re.compile(ADDRESS_SOURCE, re.IGNORECASE)

_HOST = r"(?=[^/]*\w)[\w.-]+(?::\d{1,5})?(?:[/?#]|$)"  # refuses user@, which hides the true host
_WEB = re.compile(rf"https?://{_HOST}", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@?]+@[\w.-]+(?:\?|$)", re.IGNORECASE)
_SITE = re.compile(r"/(?!/)")
_NEVER = re.compile(r"[\s\0-\x1f\x7f-\x9f\\<>\"`]")


def is_safe_address(address: str, rules: HtmlRules, *, picture: bool = False) -> bool:
    """Return True if `rules` allow `address`, both as it is and unescaped once or twice.

    A picture must be one of ours: one on another server could change, and reveal who reads.
    """
    if picture:
        return pictures.picture_at(address) is not None
    if rules.site_paths and footnotes.ANCHOR_PATTERN.fullmatch(address):
        return True
    allowed = (_WEB, _MAIL, _SITE)[: 3 if rules.site_paths else 2]
    readings = {address, unescape(address), unescape(unescape(address))}
    return tidy_text(address) == address and all(
        not _NEVER.search(reading) and any(pattern.match(reading) for pattern in allowed)
        for reading in readings
    )


def link_spans(text: str) -> list[Span]:
    """Return the spans in a reader's text of the addresses that became links."""
    return [match.span() for match in ADDRESS_PATTERN.finditer(text)]
