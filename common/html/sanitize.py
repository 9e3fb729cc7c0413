"""Sanitising of HTML, by two gates of which neither is trusted alone."""

import re

from common.html.bleach_gate import pass_bleach
from common.html.bounds import check_bounds
from common.html.nh3_gate import pass_nh3
from common.html.rules import EDITOR_RULES, HtmlRules, TooComplex
from common.text import tidy_text

# Drops a pasted style sheet or script. For tidiness only: the sanitisers make it safe.
_CODE = re.compile(r"<(script|style)\b[^<>]*>[^<]*</\1\s*>", re.IGNORECASE)


def sanitize_editor_html(html: str) -> str:
    """Make the HTML of a rich text field safe, or raise TooComplex."""
    return sanitize_html(html, EDITOR_RULES)


def sanitize_html(html: str, rules: HtmlRules) -> str:
    """Reduce `html` to what `rules` allow, so that cleaning it again changes nothing."""
    html = _CODE.sub("", _tidy_html(html))
    for _ in range(5):
        before, html = html, _tidy_html(pass_gates(html, rules))
        if html == before:
            return html
    raise TooComplex  # the parsers still disagree about it


def pass_gates(html: str, rules: HtmlRules) -> str:
    """Pass `html` through bleach and then nh3, with bounds on the input of each."""
    for gate in (pass_bleach, pass_nh3):
        check_bounds(html, rules)
        html = gate(html, rules)
    check_bounds(html, rules)
    return html


def _tidy_html(html: str) -> str:
    """Tidy all but "<" and ">", which must not combine with a following accent."""
    return "".join(tidy_text(part) for part in re.split(r"([<>])", html))
