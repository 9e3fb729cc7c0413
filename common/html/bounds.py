"""Bounds on the HTML that a parser is given."""

import re
from collections import Counter

from common.html.addresses import ADDRESS_PATTERN
from common.html.rules import HtmlRules, TooComplex

MAX_WORDS = 200  # within one tag: bleach compares all pairs of attributes
MAX_DEPTH = 60  # open elements: bleach takes quadratic time, and nh3 crashes the process

_NOT_NESTING = {"p", "br", "hr", "img", "li", "tr", "th", "td", "thead", "tbody", "tfoot"}
# A comment or a tag, up to its ">", as the tokeniser of a browser reads it.
_TAG = re.compile(
    r"""<!--(?:-?>|.*?--!?>|.*)
      | <[!?][^>]*
      | <(?P<close>/?)(?P<name>[a-z][^\s/>]*+)
        (?P<attributes>(?:[\s/]++
          | [^\s/>][^\s/>=]*+ (?:\s*+=\s*+ (?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?+ )?+
        )*+)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


def check_bounds(html: str, rules: HtmlRules) -> None:
    """Raise TooComplex for HTML on which a parser would be slow or crash the process."""
    if (
        len(html.encode()) > rules.max_length
        or html.count("<") + html.count("&") > rules.max_marks
        or len(ADDRESS_PATTERN.findall(html)) > rules.max_marks // 4
    ):
        raise TooComplex
    still_open: Counter[str] = Counter()
    for tag in _TAG.finditer(html):
        name = (tag["name"] or "").lower()
        if len(re.findall(r"[\s/=]+", tag["attributes"] or "")) > MAX_WORDS:
            raise TooComplex
        if not name or name in _NOT_NESTING:
            continue
        if not tag["close"]:
            still_open[name] += 1
        elif still_open[name]:
            still_open[name] -= 1
        if still_open.total() > MAX_DEPTH:
            raise TooComplex
