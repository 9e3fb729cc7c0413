"""The layout of a text for reading: heading anchors, contents and reading time."""

import re
from functools import lru_cache
from html import unescape
from math import ceil
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from common.html.plain_text import html_to_text

# Brysbaert, "How many words do we read per minute?" (Journal of Memory and Language 109, 2019) has
# 238 for English non-fiction, read silently; Dutch words are somewhat longer.
WORDS_A_MINUTE = 230
# From so many headings and minutes on, a text gets a table of contents.
FEWEST_HEADINGS, FEWEST_MINUTES = 3, 3

_HEADING = re.compile(r"<h2((?: [a-z-]+=\"[^\"]*\")*)>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


class Heading(NamedTuple):
    anchor: str
    words: str


class LaidOutText(NamedTuple):
    html: SafeString  # each heading with an id
    minutes: int
    headings: tuple[Heading, ...]

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The table of contents; empty for a short text."""
        is_long = len(self.headings) >= FEWEST_HEADINGS and self.minutes >= FEWEST_MINUTES
        return self.headings if is_long else ()


@lru_cache(maxsize=256)
def lay_out_body(body: str) -> LaidOutText:
    """Lay out safe HTML. A heading keeps its anchor as long as its words stay the same."""
    headings: list[Heading] = []
    taken: set[str] = set()

    def found(match: re.Match[str]) -> str:
        attributes, inner = match[1], match[2]
        words = unescape(_TAG.sub("", inner)).strip()
        if " id=" in attributes or not words:
            return match[0]
        wanted = anchor = f"kop-{slugify(words)[:60].strip('-') or 'x'}"
        number = 1
        while anchor in taken:
            number += 1
            anchor = f"{wanted}-{number}"
        taken.add(anchor)
        headings.append(Heading(anchor, words))
        return f'<h2 id="{anchor}"{attributes}>{inner}</h2>'

    laid = mark_safe(_HEADING.sub(found, body))
    return LaidOutText(laid, reading_minutes(body), tuple(headings))


def reading_minutes(body: str) -> int:
    """Return the reading time in whole minutes, at least one."""
    return max(1, ceil(len(html_to_text(body).split()) / WORDS_A_MINUTE))
