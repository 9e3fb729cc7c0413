"""Convert text pasted from word processors to the HTML of articles.

Word writes a list as paragraphs with a bullet typed before them, and a footnote as two links that
point at each other. Google Docs makes the whole text bold and then not bold. Nothing here makes the
text safe: `common/html/` does that afterwards.
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from common import pictures
from common.html.rules import TooComplex

MAX_PASTED_CHARACTERS = 3_000_000  # characters; Word includes its style sheet, which is long
MAX_OPEN_ELEMENTS = 300  # nested elements

_FOREIGN = re.compile(
    r"<[^<>]*(?:\bmso-|class=[\"']?Mso|urn:schemas-microsoft-com|docs-internal-guid"
    r"|sd(?:foot|end)note)",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"<(?P<name>head|style|script|xml|title)\b.*?(?:</(?P=name)\s*>|\Z)|<!--.*?(?:-->|\Z)|<!\[[^>]*(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)

_NO_TAG = re.compile(r"<(?![^<>]*>)")

# References to notes and the links back, in Word, Google Docs and LibreOffice.
_REFERENCE = re.compile(r"#(?:_(ftn|edn)(\d+)|(ftnt)(\d+)|(sdfootnote|sdendnote)(\d+)sym)$")
_WAY_BACK = re.compile(r"#(?:_(ftn|edn)ref(\d+)|(ftnt)_ref(\d+)|(sdfootnote|sdendnote)(\d+)anc)$")
_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\(?(?:(\d{1,3})|[a-z]|[ivxlc]{1,6})[.)]|\d{1,3}(?:\.\d{1,3})+", re.IGNORECASE
)
_HIDDEN = re.compile(
    r"mso-hide:\s*all|display:\s*none|mso-element:\s*(?:comment|header|footer)", re.IGNORECASE
)
_SPACES = re.compile(r"mso-(?:spacerun|tab-count)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"(?:^|;)font-weight:(?:normal|400)")
_SPACE = re.compile(r"(?:\s|&nbsp;)*")
_SPACE_BACKWARDS = re.compile(r"(?:\s|;psbn&)*")
_EMPTY = re.compile(r"(?:<(?!img)[^<>]*>|\s|&nbsp;|&#160;|\xa0)*")

_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
_INLINE = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sup": "sup", "sub": "sub"}
_KEPT = {
    *("ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tfoot", "tr"),
    *("td", "th", "figure", "figcaption", "hr", "br", "img", "abbr", "cite", "q"),
}
_ATTRIBUTES = {"colspan", "rowspan", "scope", "start", "src", "alt", "title", "class", "id"}
_ENDS_LISTS = {"table", "ul", "ol", "blockquote", "figure", "hr"}
_VOID = {"br", "hr", "img", "meta", "link", "input", "col", "wbr"}
# Word's own styles that tell the kind of a paragraph.
_CLASSES = {"MsoTitle": "h2", "MsoQuote": "blockquote", "MsoIntenseQuote": "blockquote"}
# The editor has three levels, below the title of the page.
_HEADINGS = {"h1": "h2", "h5": "h4", "h6": "h4"}

NoteKey = tuple[str, str]  # the kind of numbering of a note, and its number


def is_word_processor_html(html: str) -> bool:
    """Return True if a word processor made this HTML."""
    return _FOREIGN.search(html) is not None


def clean_pasted_html(html: str, notes: int = 0) -> str:
    """Return pasted HTML as the HTML of an article, not yet safe; may raise TooComplex.

    Its notes are numbered after the `notes` that the article has already.
    """
    if len(html) > MAX_PASTED_CHARACTERS:
        raise TooComplex
    _before, mark, fragment = html.partition("<!--StartFragment-->")
    if mark:
        html = fragment.rpartition("<!--EndFragment-->")[0] or fragment
    reader = _Reader(notes)
    # Escape a "<" that opens no tag: the parser would search for its end again and again.
    reader.feed(_NO_TAG.sub("&lt;", _UNREAD.sub("", html)))
    reader.close()
    return reader.result()


@dataclass
class _Block:
    """A paragraph or heading while it is read."""

    tag: str
    level: int = 0  # of the list it is an item of
    depth: int = 0  # number of open tags when it began
    bullet: str = ""  # the bullet or number typed before it
    parts: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, notes: int) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.open: list[tuple[str, str]] = []  # open tags, and the HTML that closes them here
        self.block: _Block | None = None
        self.lists: list[tuple[int, str]] = []  # lists opened by this reader: level and tag
        self.skipping: list[str] = []  # open tags inside an element that is left out
        self.bulleting = 0  # depth in tags inside the bullet before an item
        self.note: NoteKey | None = None  # the note being read
        self.notes: dict[NoteKey, list[str]] = {}
        self.numbers: dict[NoteKey, int] = {}
        self.first = notes + 1

    # --- Tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(self.open) + len(self.skipping) > MAX_OPEN_ELEMENTS:
            raise TooComplex
        values = {name: value or "" for name, value in attrs}
        if self.skipping:
            if tag not in _VOID:
                self.skipping.append(tag)
            return
        style = values.get("style", "")
        if self._is_unread(tag, values, style):
            if tag not in _VOID:
                self.skipping.append(tag)
        elif self.bulleting:
            self.bulleting += tag not in _VOID
        elif "mso-list:ignore" in style.lower().replace(" ", ""):
            self.bulleting = 1
        elif tag in _BLOCKS:
            self._begin(tag, values, style)
        elif tag == "a":
            self._link(values)
        elif tag == "span" or tag in _INLINE:
            self._inline(tag, style)
        elif tag in _KEPT:
            self._kept(tag, values)
        elif tag not in _VOID:
            self.open.append((tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            if tag in self.skipping:
                del self.skipping[len(self.skipping) - 1 - self.skipping[::-1].index(tag) :]
            return
        if self.bulleting:
            self.bulleting -= tag not in _VOID
            return
        if tag in _BLOCKS:
            self._end()
            return
        if tag == "div":
            self._close_lists()
            self.note = None
        places = [place for place, (name, _) in enumerate(self.open) if name == tag]
        if places:
            for _name, ending in reversed(self.open[places[-1] :]):
                self._write(ending)
            del self.open[places[-1] :]

    def _is_unread(self, tag: str, values: dict[str, str], style: str) -> bool:
        if _HIDDEN.search(style) or tag == "del" or tag in ("script", "style"):
            return True
        classes = values.get("class", "").lower()
        if "msodel" in classes or "msocomment" in classes or "msocomanchor" in classes:
            return True
        if tag == "a" and (match := _WAY_BACK.search(values.get("href", ""))):
            self._begin_note(_key(match))
            return True
        # The line above the notes, and the break before it.
        if (tag == "hr" and values.get("width") == "33%") or (tag == "br" and "clear" in values):
            return True
        # Pasted images point at the writer's own disk; keep only those of this site.
        return tag == "img" and pictures.picture_at(values.get("src", "")) is None

    # --- Blocks and lists

    def _begin(self, tag: str, values: dict[str, str], style: str) -> None:
        self._end()
        level = _LEVEL.search(style) if tag == "p" else None
        if not level:
            self._close_lists()
        kind = _CLASSES.get(values.get("class", ""), _HEADINGS.get(tag, tag))
        self.block = _Block(kind, int(level[1]) if level else 0, len(self.open))

    def _end(self) -> None:
        block, self.block = self.block, None
        if block is None:
            return
        # Close the tags left open in this paragraph.
        while len(self.open) > block.depth:
            block.parts.append(self.open.pop()[1])
        text = _stripped("".join(block.parts))
        if _EMPTY.fullmatch(text):
            return
        if block.level:
            self._item(block, text)
        elif block.tag == "blockquote":
            self._write(f"<blockquote><p>{text}</p></blockquote>")
        else:
            self._write(f"<{block.tag}>{text}</{block.tag}>")

    def _item(self, block: _Block, text: str) -> None:
        numbered = _NUMBERED.match(block.bullet.strip())
        tag = "ol" if numbered else "ul"
        while self.lists and self.lists[-1][0] > block.level:
            self._close_list()
        if self.lists and self.lists[-1] == (block.level, tag):
            self._write("</li>")
        else:
            if self.lists and self.lists[-1][0] == block.level:
                self._close_list()
            number = (numbered[1] or "1") if numbered else "1"
            self._write(f'<ol start="{number}">' if number != "1" else f"<{tag}>")
            self.lists.append((block.level, tag))
        self._write(f"<li>{text}")

    def _close_list(self) -> None:
        _level, tag = self.lists.pop()
        self._write(f"</li></{tag}>")

    def _close_lists(self) -> None:
        while self.lists:
            self._close_list()

    # --- Inline content

    def _inline(self, tag: str, style: str) -> None:
        plain = style.lower().replace(" ", "")
        tags = []
        if _SPACES.search(plain):
            self._write(" ")
            self.skipping.append(tag)
            return
        if tag in _INLINE and not (tag in ("b", "strong") and _NOT_BOLD.search(plain)):
            tags.append(_INLINE[tag])
        if tag == "span":
            tags += ["strong"] * bool(re.search(r"font-weight:(?:bold|[6-9]00)", plain))
            tags += ["em"] * ("font-style:italic" in plain)
            tags += ["sup"] * ("vertical-align:super" in plain)
        self._write("".join(f"<{name}>" for name in tags))
        self.open.append((tag, "".join(f"</{name}>" for name in reversed(tags))))

    def _link(self, values: dict[str, str]) -> None:
        href = values.get("href", "")
        if match := _REFERENCE.search(href):
            number = self._number(_key(match))
            self._write(f'<a href="#noot-{number}">{number}</a>')
            self.skipping.append("a")
        elif href:
            self._write(f'<a href="{escape(href)}">')
            self.open.append(("a", "</a>"))
        else:
            self.open.append(("a", ""))

    def _kept(self, tag: str, values: dict[str, str]) -> None:
        if tag in _ENDS_LISTS:
            self._end()
            self._close_lists()
        kept = {name: value for name, value in values.items() if name in _ATTRIBUTES}
        said = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self._write(f"<{tag}{said}>")
        if tag not in _VOID:
            self.open.append((tag, f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        self._text(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};")

    def _text(self, text: str) -> None:
        if self.skipping:
            return
        if self.bulleting:
            if self.block:
                self.block.bullet += text
            return
        if self.lists and self.block is None and text.strip():
            self._close_lists()
        self._write(text)

    def _write(self, html: str) -> None:
        if self.block is not None:
            self.block.parts.append(html)
        elif self.note is not None:
            self.notes[self.note].append(html)
        else:
            self.out.append(html)

    # --- Notes

    def _number(self, key: NoteKey) -> int:
        return self.numbers.setdefault(key, self.first + len(self.numbers))

    def _begin_note(self, key: NoteKey) -> None:
        """Begin a note: the content up to the end of its `div` belongs to it."""
        if self.lists:
            self.note, block, self.block = None, self.block, None
            self._close_lists()
            self.block = block
        self.note = key
        self.notes.setdefault(key, [])

    def result(self) -> str:
        self._end()
        self._close_lists()
        self.note = None
        html = "".join(self.out)
        if not self.notes:
            return html
        items = "".join(
            f'<li id="noot-{self._number(key)}">{"".join(parts)}</li>'
            for key, parts in sorted(self.notes.items(), key=lambda item: self._number(item[0]))
        )
        return f'{html}<ol class="notes">{items}</ol>'


def _stripped(text: str) -> str:
    text = text[_SPACE.match(text).end() :]
    return text[: len(text) - _SPACE_BACKWARDS.match(text[::-1]).end()]


def _key(match: re.Match[str]) -> NoteKey:
    kind, number = filter(None, match.groups())
    return kind, number
