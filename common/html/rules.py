"""The HTML that readers and editors may use."""

from collections.abc import Mapping
from dataclasses import dataclass


class TooComplex(ValueError):
    """The text is longer, or has more structure, than anyone writes by hand."""


@dataclass(frozen=True, eq=False)
class HtmlRules:
    """The HTML that one kind of writer may use, and how much of it."""

    tags: frozenset[str]
    attributes: Mapping[str, frozenset[str]]
    rel: str
    site_paths: bool  # may point to a path of this site
    max_length: int  # characters, before and after
    max_marks: int  # of "<" and "&"; each costs bleach some 50 microseconds


READER_RULES = HtmlRules(
    tags=frozenset({"p", "br", "blockquote", "em", "strong", "a"}),
    attributes={"a": frozenset({"href"})},
    rel="nofollow ugc noopener",
    site_paths=False,
    max_length=64_000,
    max_marks=1_000,
)
EDITOR_RULES = HtmlRules(
    tags=READER_RULES.tags
    | {"h2", "h3", "h4", "ul", "ol", "li", "hr", "figure", "img", "figcaption"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
    | {"sup", "sub", "abbr", "cite", "q"},
    attributes={
        "a": frozenset({"href", "title", "id", "role"}),
        "abbr": frozenset({"title"}),
        "blockquote": frozenset({"class"}),
        "img": frozenset({"src", "srcset", "sizes", "alt", "width", "height", "loading"}),
        "li": frozenset({"id"}),
        "ol": frozenset({"start", "class"}),
        "p": frozenset({"class"}),
        "td": frozenset({"colspan", "rowspan"}),
        "th": frozenset({"colspan", "rowspan", "scope"}),
    },
    rel="noopener",
    site_paths=True,
    max_length=200_000,
    max_marks=4_000,
)

# Tags that begin and end a block of text.
BLOCK_TAGS = {"p", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "hr", "figure", "figcaption"}
BLOCK_TAGS |= {"table", "caption", "tr"}
