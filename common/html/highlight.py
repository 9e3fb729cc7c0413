"""Highlighting of what was searched for, in safe HTML and in plain text."""

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from html.parser import HTMLParser

from common.html.rules import BLOCK_TAGS
from common.text import Span


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


class _Pieces(HTMLParser):
    """A parser of safe HTML into pairs of source and the character that it shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((self.get_starttag_text() or "", ""))
        if tag in BLOCK_TAGS or tag == "br":
            self.found.append(("", "\n"))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"</{tag}>", ""))
        if tag in BLOCK_TAGS:
            self.found.append(("", "\n"))

    def handle_data(self, data: str) -> None:
        self.found += ((char, char) for char in data)

    def handle_entityref(self, name: str) -> None:
        self.found.append((f"&{name};", unescape(f"&{name};")[:1]))

    def handle_charref(self, name: str) -> None:
        self.found.append((f"&#{name};", unescape(f"&#{name};")[:1]))
