"""Convert WordPress text to our formats: articles to HTML, comments to text as typed.

WordPress stores the text as written and makes paragraphs when it is shown, so we make them here.
Nothing here makes text safe: all of it goes through `common/html/`, which does.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from types import MappingProxyType
from typing import NamedTuple

from common.html.markdown import MAX_TYPED, render_markdown
from common.html.plain_text import html_to_text
from common.html.rules import EDITOR_RULES, TooComplex
from common.html.sanitize import sanitize_editor_html
from common.params import parse_number
from importer import blocks, pictures
from importer.media import OldAttachment
from importer.pictures import FindPicture, OldPicture

# --- One line ------------------------------------------------------------------------------------

_TAG = re.compile(r"<!--.*?(?:-->|$)|</?[a-z][^<>]*>", re.IGNORECASE | re.DOTALL)


def plain_line(text: str, most: int) -> str:
    """Return a title or name as plain text of at most `most` characters."""
    plain = " ".join(unescape(_TAG.sub("", text)).split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


# --- Articles ------------------------------------------------------------------------------------

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CAPTION = re.compile(
    r"\[caption\b[^\[\]]*\]\s*((?:<a\b[^<>]*>)?\s*<img\b[^<>]*>\s*(?:</a>)?)"
    r"((?:(?!\[caption\b).)*?)\[/caption\]",
    re.DOTALL,
)
_GALLERY = re.compile(r"""\[gallery\b[^\[\]]*\bids=["']?([\d,\s]+)["']?[^\[\]]*\]""")
_FRAME = re.compile(
    r"""<iframe\b[^<>]*?\bsrc=["'](https?://[^"'\s<>]+)["'][^<>]*>(?:\s*</iframe>)?""",
    re.IGNORECASE,
)
# Brackets also occur in plain text: [sic], [red.], […]. A short code has a known name, or has
# attributes, or is closed further on.
_SHORT_CODE = re.compile(
    r"""\[/?(?:gallery|audio|video|playlist|embed|caption)\b[^\[\]]*\]
      | \[[\w-]+(?:\s+[\w-]+=(?:"[^"]*"|'[^']*'|[^\s\[\]"']+))+\s*/?\]
      | \[/?(?P<name>[\w-]+)\]""",
    re.VERBOSE,
)
_CLOSING = re.compile(r"\[/([\w-]+)\]")
# Elements that hold paragraphs, elements that hold text, and elements whose own text is dropped.
_FLOW = {"div", "blockquote", "section", "article", "aside", "details", "header", "footer", "main"}
_TEXT = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "pre", "address"}
_TEXT |= {"figcaption", "caption", "summary", "figure"}
_NO_TEXT = {"ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "script", "style"}
_BLOCK = re.compile(
    rf"(</?(?:{'|'.join(sorted(_FLOW | _TEXT | _NO_TEXT | {'hr'}))})(?=[\s/>])[^<>]*>)",
    re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"\n[ \t\xa0]*\n\s*")
_BREAK = re.compile(r"(?:<br\s*/?>)?(?<![ \t])[ \t]*\n", re.IGNORECASE)
# Leaves room for the HTML comments of the block editor.
_LONGEST_BODY = 5 * EDITOR_RULES.max_length


class ConvertedArticle(NamedTuple):
    """An article's safe HTML, and its lead: the excerpt, or else a suitable first paragraph."""

    lead: str
    html: str
    missing: list[str]  # the addresses of the pictures that were not imported


def convert_article(
    content: str,
    excerpt: str,
    find: FindPicture = pictures.find_no_picture,
    *,
    attached: Mapping[int, OldAttachment] = MappingProxyType({}),
    notes: str = "",
) -> ConvertedArticle:
    """Convert an article. Raises `TooComplex` if it cannot be made safe within bounds."""
    if len(content) > _LONGEST_BODY:
        raise TooComplex
    content = content.replace("\r\n", "\n")
    # Text of the block editor already has paragraphs.
    has_blocks = "<!-- wp:" in content
    if has_blocks:
        content = blocks.convert_blocks(content)
    content = _COMMENT.sub("", content)
    if notes:
        content = blocks.append_footnotes(content, notes)
    if content.count("<") > EDITOR_RULES.max_marks:
        raise TooComplex
    content = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", content)
    content = _GALLERY.sub(lambda match: _gallery(match[1], attached), content)
    content = _FRAME.sub(r'<p><a href="\1">\1</a></p>', content)
    content = _without_short_codes(content)
    missing: list[str] = []

    def brought(picture: OldPicture) -> str:
        ours = find(picture)
        if not ours:
            missing.append(picture.address)
        return ours

    content = pictures.replace_pictures(content, brought)
    safe = sanitize_editor_html(content if has_blocks else make_paragraphs(content)).strip()
    lead = plain_line(excerpt, 1000)
    if not lead:
        lead, safe = _split_lead(safe)
    return ConvertedArticle(lead, safe, missing)


def _gallery(ids: str, attached: Mapping[int, OldAttachment]) -> str:
    """Return the pictures of a gallery, one below another."""
    numbers = [parse_number(one.strip()) for one in ids.split(",")]
    shown = [attached[number] for number in numbers if number in attached]
    return "".join(
        f'<figure><img src="{escape(one.address)}" alt="{escape(one.alt)}"></figure>'
        for one in shown
    )


def _without_short_codes(content: str) -> str:
    closed = set(_CLOSING.findall(content))

    def text(code: re.Match[str]) -> str:
        return code[0] if code["name"] and code["name"] not in closed else ""

    return _SHORT_CODE.sub(text, content)


# A lead is plain text, so a paragraph with a link or emphasis does not match.
_FIRST = re.compile(r"""\s*<p\b[^>]*>([^<]{60,600}[.!?…"”’)])</p>\s*(?=<p\b)""")


def _split_lead(safe: str) -> tuple[str, str]:
    """Split off the first paragraph as the lead, if it is whole sentences and more follows."""
    match = _FIRST.match(safe)
    return (plain_line(match[1], 1000), safe[match.end() :]) if match else ("", safe)


def make_paragraphs(content: str) -> str:
    """Turn blank lines into paragraphs and single newlines into line breaks, as WordPress does."""
    made: list[str] = []
    inside: list[str] = []  # the blocks that are open here
    for number, part in enumerate(_BLOCK.split(content)):
        if number % 2:
            _track_open_blocks(part, inside)
            made.append(part + "\n" if part.startswith("</") else part)
        elif not inside or inside[-1] in _FLOW:
            runs = _BLANK_LINE.split(part.strip())
            made.extend(f"<p>{_with_line_breaks(run)}</p>\n" for run in runs if run)
        elif inside[-1] in _TEXT:
            made.append(_with_line_breaks(part.strip()))
    return "".join(made)


def _track_open_blocks(tag: str, inside: list[str]) -> None:
    name = re.sub(r"[^\w].*", "", tag.lstrip("</"), flags=re.DOTALL).lower()
    if tag.startswith("</"):
        if name in inside:
            del inside[len(inside) - 1 - inside[::-1].index(name) :]
    elif name != "hr":
        inside.append(name)


def _with_line_breaks(text: str) -> str:
    return _BREAK.sub("<br>", text)


# --- Reactions -----------------------------------------------------------------------------------

# Emphasis becomes Markdown; spaces move outside the marks, which must touch the words.
_MARKED = "strong|b|em|i|cite"
_AIR_AFTER = re.compile(rf"(<(?:{_MARKED})>)(\s+)", re.IGNORECASE)
_AIR_BEFORE = re.compile(rf"(?<!\s)(\s+)(</(?:{_MARKED})>)", re.IGNORECASE)
_WORDS = r">((?:(?!\n\s*\n).){1,2000}?)</\1>(?!\w)"
_STRONG = re.compile(rf"(?<!\w)<(strong|b){_WORDS}", re.DOTALL | re.IGNORECASE)
_EM = re.compile(rf"(?<!\w)<(em|i|cite){_WORDS}", re.DOTALL | re.IGNORECASE)
# WordPress's own limit for a comment, in characters.
_LONGEST = 65_525


class ConvertedComment(NamedTuple):
    text: str
    html: str


def convert_comment(content: str) -> ConvertedComment:
    """Return a comment as its writer would have typed it here, and its safe HTML.

    Raises `TooComplex` if it cannot be made safe within bounds.
    """
    content = content.replace("\r\n", "\n").strip()
    if len(content) > _LONGEST or content.count("<") > EDITOR_RULES.max_marks:
        raise TooComplex
    if "<" in content:
        content = pictures.replace_pictures_with_alt(content)
        content = _AIR_BEFORE.sub(r"\2\1", _AIR_AFTER.sub(r"\2\1", content))
        content = _EM.sub(r"*\2*", _STRONG.sub(r"**\2**", content))
        text = html_to_text(sanitize_editor_html(make_paragraphs(content)))
    else:
        text = unescape(content)
    return ConvertedComment(text, _safe_html(text))


def _safe_html(text: str) -> str:
    """Return the HTML of a text; paragraph by paragraph if it is longer than a form allows."""
    if len(text) <= MAX_TYPED:
        return render_markdown(text)
    return "\n".join(render_markdown(part) for part in re.split(r"\n\s*\n", text))
