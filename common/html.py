"""Sanitising of all stored HTML: what readers type and editors write is made safe when saved.

Markdown with raw HTML off, then bleach, then nh3. Neither sanitiser is trusted with addresses:
`is_safe_address` checks each of them, in both. docs/decisions/0001-safe-html.md says why.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, partial
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

import nh3
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from common import footnotes, pictures
from common.text import shorten_text, tidy_text

MAX_TYPED = 10_000  # characters; forms allow less
MAX_TYPED_MARKS = 100  # of "<"
MAX_QUOTES = 5  # levels; deeper quotes join the fifth
MAX_WORDS = 200  # within one tag: bleach compares all pairs of attributes
MAX_DEPTH = 60  # open elements: bleach takes quadratic time, and nh3 crashes the process


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
# A pull quote, a question of an interview, and the footnotes at the end.
CLASSES = {"blockquote": "pull", "p": "question", "ol": footnotes.LIST_CLASS}


_BLANK_LINES = re.compile(r"\n\s*\n\s*")


def render_markdown(text: str) -> str:
    """Turn Markdown that a reader typed into safe HTML, or raise TooComplex."""
    if len(text) > MAX_TYPED or text.count("<") > MAX_TYPED_MARKS:
        raise TooComplex
    source = _LITERAL.sub(_backslashed, _quotes(tidy_text(text)))
    return _gates(_MARKDOWN.render(source).strip(), READER_RULES)


def tidy_paragraphs(text: str) -> str:
    """Tidy plain text that a reader typed. It is not HTML: templates must escape it."""
    return _BLANK_LINES.sub("\n\n", tidy_text(text)).strip()


def sanitize_editor_html(html: str) -> str:
    """Make the HTML of a rich text field safe, or raise TooComplex."""
    return sanitize_html(html, EDITOR_RULES)


def sanitize_html(html: str, rules: HtmlRules) -> str:
    """Reduce `html` to what `rules` allow, so that cleaning it again changes nothing."""
    html = _CODE.sub("", _tidy_html(html))
    for _ in range(5):
        before, html = html, _tidy_html(_gates(html, rules))
        if html == before:
            return html
    raise TooComplex  # the parsers still disagree about it


def html_to_text(html: str) -> str:
    """Turn safe HTML into plain text, quotes marked with "> " and links written out."""
    plain = _PlainText()
    plain.feed(html)
    plain.close()
    return plain.result()


def html_excerpt(html: str, length: int) -> str:
    """Return the beginning of safe HTML as one line of plain text.

    Quotes are left out, unless there is nothing else.
    """
    text = html_to_text(html)
    own = re.sub(r"^>.*$", "", text, flags=re.MULTILINE)
    lines = (own if own.strip() else text).splitlines()
    return shorten_text(
        " ".join(" ".join(line.removeprefix("- ") for line in lines).split()), length
    )


# Markdown. A "*" or "_" in an address, or a "*" in a sum (2*3), is no emphasis.

_WORDS = r"[^\s<>\"“”„«»`\\()]"
_FOUND = (
    r"(?<![^\W_])(?:https?://|www\.)"
    rf"(?:{_WORDS}|\({_WORDS}*\))*(?:(?![.,;:!?'’…*_\]]){_WORDS}|\({_WORDS}*\))"
)
_ADDRESS = re.compile(_FOUND, re.IGNORECASE)
_LITERAL = re.compile(rf"{_FOUND}|(?<=\w)\*+(?=\w)", re.IGNORECASE)
_QUOTE = re.compile(r" *(>[> ]*)")


def _backslashed(match: re.Match[str]) -> str:
    return re.sub(r"[*_]", r"\\\g<0>", match[0])


def _quotes(text: str) -> str:
    """End each quote where its marks end.

    Markdown would take the next line as part of the quote, and so attribute one person's answer to
    another.
    """
    lines, above = [], 0
    for line in text.split("\n"):
        match = _QUOTE.match(line)
        depth = min(match[1].count(">"), MAX_QUOTES) if match else 0
        if depth < above:
            lines.append("> " * depth)
        lines.append("> " * depth + line[match.end() if match else 0 :].strip())
        above = depth
    return "\n".join(lines)


def _flatten(state: StateCore) -> None:
    """Hide emphasis within the same emphasis: it has no effect, and could nest without limit."""
    for block in state.tokens:
        depth: Counter[str] = Counter()
        for token in block.children or ():
            if token.tag in ("em", "strong"):
                depth[token.tag] += token.nesting
                token.hidden = depth[token.tag] > (token.nesting == 1)


def _text(_renderer: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    """Escape no more than text needs, since bleach is slow on entities."""
    return re.sub(r"&(?=[#\w])", "&amp;", tokens[index].content).replace("<", "&lt;")


_MARKDOWN = MarkdownIt("zero", {"breaks": True, "html": False}).enable(
    ["blockquote", "newline", "escape", "emphasis"]
)
_MARKDOWN.core.ruler.push("flatten", _flatten)
_MARKDOWN.add_render_rule("text", _text)


# Addresses.

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


def _is_allowed(tag: str, name: str, value: str, rules: HtmlRules) -> bool:
    if name not in rules.attributes.get(tag, ()):
        return False
    if name in ("href", "src"):
        return is_safe_address(value, rules, picture=name == "src")
    if name == "scope":
        return value in ("row", "col")
    if name == "class":
        return value == CLASSES[tag]
    if name == "id":
        return footnotes.ID_PATTERNS[tag].fullmatch(value) is not None
    if name == "role":
        return value in footnotes.ROLES
    if name == "srcset":
        return pictures.is_picture_srcset(value)
    if name in ("sizes", "loading"):
        return value == {"sizes": pictures.SIZES_IN_TEXT, "loading": "lazy"}[name]
    return name in ("alt", "title") or re.fullmatch(r"[0-9]{1,4}", value) is not None


# Sanitising.

_RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4"}
_OWN_DIRECTION = {"p", "h2", "h3", "h4", "li", "th", "td", "caption", "figcaption"}
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
# Stands in for "&" in bleach. No text can hold it: `tidy_text` drops non-characters.
_AND = "\ufdd0"
# In an attribute, "&copy=1" is no copyright sign.
_BARE_AMPERSAND = re.compile(r"&(?![a-z0-9]+;|#)", re.IGNORECASE)
# Drops a pasted style sheet or script. For tidiness only: the sanitisers make it safe.
_CODE = re.compile(r"<(script|style)\b[^<>]*>[^<]*</\1\s*>", re.IGNORECASE)


def _gates(html: str, rules: HtmlRules) -> str:
    """Pass `html` through bleach and then nh3, with bounds on the input of each."""
    _check_bounds(html, rules)
    cleaner = Cleaner(  # not shared: bleach's cleaners are not safe between threads
        tags=rules.tags | _RENAMED.keys(),
        attributes=lambda tag, name, value: name in rules.attributes.get(tag, ()),
        protocols=frozenset({"http", "https", "mailto"}),
        strip=True,
        filters=[
            _shield,
            partial(
                LinkifyFilter,
                callbacks=[partial(_link, rules=rules)],
                url_re=_ADDRESS,
                parse_email=False,
            ),
            partial(_mend, rules=rules),
            *((footnotes.renumber_footnotes,) if "li" in rules.attributes else ()),
        ],
    )
    html = cleaner.clean(html)
    _check_bounds(html, rules)
    html = _last_gate(rules).clean(html)
    _check_bounds(html, rules)
    return html


def _check_bounds(html: str, rules: HtmlRules) -> None:
    """Raise TooComplex for HTML on which a parser would be slow or crash the process."""
    if (
        len(html.encode()) > rules.max_length
        or html.count("<") + html.count("&") > rules.max_marks
        or len(_ADDRESS.findall(html)) > rules.max_marks // 4
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


def _link(attrs: dict[Any, str], new: bool, *, rules: HtmlRules) -> dict[Any, str] | None:
    """Check an address that bleach found in the text; None leaves it as text."""
    if not new:
        return attrs
    address = attrs["_text"].replace(_AND, "&")
    if address.lower().startswith("www."):
        address = "https://" + address
    attrs[None, "href"] = address.replace("&", "&amp;")
    return attrs if is_safe_address(address, rules) else None


def _shield(source: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Prevent bleach from reading a typed "&amp;lt;" as an entity."""
    for token in source:
        if token["type"] == "Characters":
            token["data"] = token["data"].replace("&", _AND)
        yield token


def _mend(source: Iterable[dict[str, Any]], *, rules: HtmlRules) -> Iterator[dict[str, Any]]:
    """Drop links and pictures without a safe address; rename tags and filter attributes."""
    kept_links: list[bool] = []
    for token in source:
        name = token.get("name")
        if name in _RENAMED and token["type"] != "Entity":
            token["name"] = _RENAMED[name]
        if token["type"] in ("StartTag", "EmptyTag"):
            attributes = _judged(name, token["data"], rules)
            if name == "img" and (None, "src") not in attributes:
                continue
            token["data"] = attributes
            if name == "a":
                kept_links.append((None, "href") in attributes)
                if not kept_links[-1]:
                    continue
        elif token["type"] == "EndTag" and name == "a" and not kept_links.pop():
            continue
        if token["type"] == "Characters":
            yield from _unshielded(token["data"])
        else:
            yield token


def _unshielded(text: str) -> Iterator[dict[str, Any]]:
    for number, part in enumerate(text.split(_AND)):
        if number:
            yield {"type": "Entity", "name": "amp"}
        yield {"type": "Characters", "data": part}


def _judged(tag: str, attributes: dict[Any, str], rules: HtmlRules) -> dict[Any, str]:
    """Keep the allowed attributes, unescaped first as by a browser: bleach leaves entities."""
    kept = {}
    for key, raw in attributes.items():
        value = tidy_text(unescape(_BARE_AMPERSAND.sub("&amp;", raw))).strip()
        if key[1] == "class" and CLASSES.get(tag) in value.split():
            value = CLASSES[tag]
        if _is_allowed(tag, key[1], value, rules) and _survives(tag, key[1], value, rules):
            kept[key] = value.replace("&", "&amp;")
    return _drawn(kept) if tag == "img" else kept


def _drawn(attributes: dict[Any, str]) -> dict[Any, str]:
    """Return the attributes of a picture: all its widths, and its size to reserve the space."""
    picture = pictures.picture_at(attributes.get((None, "src"), ""))
    if picture is None:
        return {}
    made = {
        "src": picture.src,
        "srcset": picture.srcset,
        "sizes": pictures.SIZES_IN_TEXT,
        "alt": attributes.get((None, "alt"), ""),
        "width": str(picture.width),
        "height": str(picture.height),
        "loading": "lazy",
    }
    return {(None, name): value for name, value in made.items()}


def _survives(tag: str, name: str, value: str, rules: HtmlRules) -> bool:
    """Return True if nh3 keeps this: it refuses more hosts, and must not leave an empty link."""
    if name not in ("href", "src"):
        return True
    return f"{name}=" in _last_gate(rules).clean(f'<{tag} {name}="{escape(value)}">')


@cache
def _last_gate(rules: HtmlRules) -> nh3.Cleaner:
    def keep(tag: str, name: str, value: str) -> str | None:
        # nh3 itself sets these two, below.
        ours = name == "dir" or (tag, name) == ("a", "rel")
        return value if ours or _is_allowed(tag, name, value, rules) else None

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


def _tidy_html(html: str) -> str:
    """Tidy all but "<" and ">", which must not combine with a following accent."""
    return "".join(tidy_text(part) for part in re.split(r"([<>])", html))


# Highlighting and differences.

_BLOCKS = {"p", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "hr", "figure", "figcaption"}
_BLOCKS |= {"table", "caption", "tr"}


Span = tuple[int, int]


def highlight_html(html: str, find: Callable[[str], Iterable[Span]]) -> str:
    """Wrap the spans that `find` returns for the text of safe HTML in <mark>, and change no more.

    `find` gets the visible text, with a line feed between blocks and lines.
    """
    pieces = _Pieces()
    pieces.feed(html)
    pieces.close()
    text = "".join(char for _raw, char in pieces.found)
    wanted = [False] * len(text)
    for start, end in find(text):
        wanted[start:end] = [True] * (end - start)
    result, position, is_open = "", 0, False
    for raw, char in pieces.found:
        is_wanted = bool(raw and char) and wanted[position]
        if is_wanted != is_open:
            result += "<mark>" if is_wanted else "</mark>"
        result, position, is_open = result + raw, position + len(char), is_wanted
    result += "</mark>" if is_open else ""
    # The stored HTML is safe. Show the result only if it differs from it by the marks alone.
    return result if re.sub("</?mark>", "", result) == html else html


def highlight_text(text: str, find: Callable[[str], Iterable[Span]]) -> str:
    """Do the same as `highlight_html` for plain text, such as a name; the result is HTML."""
    result, done = "", 0
    for start, end in sorted(find(text)):
        if start >= done:
            result += f"{escape(text[done:start])}<mark>{escape(text[start:end])}</mark>"
            done = end
    return result + escape(text[done:])


def link_spans(text: str) -> list[Span]:
    """Return the spans in a reader's text of the addresses that became links."""
    return [match.span() for match in _ADDRESS.finditer(text)]


class _Pieces(HTMLParser):
    """A parser of safe HTML into pairs of source and the character that it shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((self.get_starttag_text() or "", ""))
        if tag in _BLOCKS or tag == "br":
            self.found.append(("", "\n"))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"</{tag}>", ""))
        if tag in _BLOCKS:
            self.found.append(("", "\n"))

    def handle_data(self, data: str) -> None:
        self.found += ((char, char) for char in data)

    def handle_entityref(self, name: str) -> None:
        self.found.append((f"&{name};", unescape(f"&{name};")[:1]))

    def handle_charref(self, name: str) -> None:
        self.found.append((f"&#{name};", unescape(f"&#{name};")[:1]))


# Limit to the pairs of equal words, one in each text, in a comparison: tens of milliseconds. A
# text that repeats one word too often is compared by line.
MOST_PAIRS = 40_000
_WORD_WITH_SPACE = re.compile(r"\S+\s*|\s+")


def diff_as_html(before: str, after: str) -> str:
    """Mark up the difference between two texts as HTML with <del> and <ins>.

    Word by word, or line by line where that would be slow.
    """
    for split in (_WORD_WITH_SPACE.findall, lambda text: text.splitlines(keepends=True)):
        old, new = split(before), split(after)
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        one, two = old[start : len(old) - end], new[start : len(new) - end]
        counts = Counter(two)
        if sum(counts[word] for word in one) <= MOST_PAIRS:
            steps = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
            break
    else:
        steps = [("replace", 0, len(one), 0, len(two))]
    result = escape("".join(old[:start]))
    for step, i, j, k, m in steps:
        if step == "equal":
            result += escape("".join(one[i:j]))
        else:
            result += _changed("del", one[i:j]) + _changed("ins", two[k:m])
    return result + escape("".join(old[len(old) - end :]))


def _common(one: Sequence[str], two: Sequence[str]) -> int:
    """Return the number of items that both begin with."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(two)))


def _changed(tag: str, words: Sequence[str]) -> str:
    """Mark up one change, with a label for screen readers."""
    if not words:
        return ""
    said = gettext("taken out:") if tag == "del" else gettext("put in:")
    text = "".join(words)
    kept = text.rstrip()  # the space after a word is not part of the change
    hidden = f'<span class="visually-hidden">{escape(said)} </span>'
    return f"<{tag}>{hidden}{escape(kept)}</{tag}>{escape(text[len(kept) :])}"


# HTML to plain text.


class _PlainText(HTMLParser):
    """A parser that collects blocks of text.

    Each has the depth of its quote, and True if no blank line separates it from its neighbour.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[int, bool, str]] = []
        self.text = self.bullet = ""
        self.closes_up = False
        self.depth = 0
        self.lists: list[int | None] = []  # the next number of each open list
        self.link: tuple[str, int] | None = None  # its address, and the start of its text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _BLOCKS:
            self._end_block()
        match tag:
            case "blockquote":
                self.depth += 1
            case "ul":
                self.lists.append(None)
            case "ol":
                self.lists.append(int(values.get("start") or 1))
            case "li":
                self.bullet = "- "
                if self.lists and (number := self.lists[-1]) is not None:
                    self.bullet, self.lists[-1] = f"{number}. ", number + 1
                self.closes_up = True
            case "tr":
                self.closes_up = True
            case "br":
                self.text += "\n"
            case "hr":
                self.text = "* * *"
                self._end_block()
            case "img":
                self.text += values.get("alt") or ""
            case "td" | "th" if self.text.strip():
                self.text += " | "
            case "q":
                self.text += "“"
            case "a":
                self.link = (values.get("href") or "", len(self.text))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_block()
        match tag:
            case "blockquote":
                self.depth = max(self.depth - 1, 0)
            case "ul" | "ol" if self.lists:
                self.lists.pop()
            case "q":
                self.text += "”"
            case "a" if self.link:
                address, start = self.link
                shown = self.text[start:].strip()
                if footnotes.ANCHOR_PATTERN.fullmatch(address):
                    # The number of a note is put in brackets; plain text has no backlinks.
                    mark = f"[{shown}]" if address.startswith("#noot") else ""
                    self.text = self.text[:start] + mark
                elif address.removeprefix("mailto:").removeprefix("https://") not in shown:
                    self.text += f" ({address})"
                self.link = None

    def handle_data(self, data: str) -> None:
        self.text += re.sub(r"[ \t\n\r\f\xa0]+", " ", data)

    def _end_block(self) -> None:
        lines = (line.strip() for line in self.text.split("\n"))
        if text := "\n".join(lines).strip():
            indent = "  " * (len(self.lists) - 1)
            self.blocks.append((self.depth, self.closes_up, indent + self.bullet + text))
            self.bullet, self.closes_up = "", False
        self.text = ""

    def result(self) -> str:
        self._end_block()
        lines: list[str] = []
        above, above_closes = 0, False
        for depth, closes, text in self.blocks:
            if lines and not (closes and above_closes and depth == above):
                lines.append("> " * min(depth, above))
            lines.extend("> " * depth + line for line in text.split("\n"))
            above, above_closes = depth, closes
        return "\n".join(line.rstrip() for line in lines)
