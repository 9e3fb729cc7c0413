"""The second gate: nh3, a wholly different parser, which has the last word."""

from functools import cache

import nh3

from common.html.attributes import is_attribute_allowed
from common.html.rules import HtmlRules

_OWN_DIRECTION = {"p", "h2", "h3", "h4", "li", "th", "td", "caption", "figcaption"}


def pass_nh3(html: str, rules: HtmlRules) -> str:
    """Reduce `html` to what `rules` allow."""
    return _nh3_cleaner(rules).clean(html)


@cache
def _nh3_cleaner(rules: HtmlRules) -> nh3.Cleaner:
    def keep(tag: str, name: str, value: str) -> str | None:
        # nh3 itself sets these two, below.
        ours = name == "dir" or (tag, name) == ("a", "rel")
        return value if ours or is_attribute_allowed(tag, name, value, rules) else None

    return nh3.Cleaner(
        tags=set(rules.tags),
        attributes={tag: set(names) for tag, names in rules.attributes.items()},
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto"},
        url_relative="pass_through" if rules.site_paths else "deny",
        link_rel=rules.rel,
        # The first letter of each paragraph sets its direction, in mails and feeds too.
        set_tag_attribute_values={tag: {"dir": "auto"} for tag in _OWN_DIRECTION & rules.tags},
    )
