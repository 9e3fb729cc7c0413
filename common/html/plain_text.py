"""Safe HTML as plain text, for mails, excerpts and the search index."""

import re
from html.parser import HTMLParser

from common import footnotes
from common.html.rules import BLOCK_TAGS
from common.text import shorten_text


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
        if tag in BLOCK_TAGS:
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
        if tag in BLOCK_TAGS:
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
