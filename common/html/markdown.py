"""The small Markdown that readers type: paragraphs, line breaks, quotes, emphasis."""

import re
from collections import Counter
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from common.html.addresses import ADDRESS_SOURCE
from common.html.rules import READER_RULES, TooComplex
from common.html.sanitize import pass_gates
from common.text import tidy_text

MAX_TYPED = 10_000  # characters; forms allow less
MAX_TYPED_MARKS = 100  # of "<"
MAX_QUOTES = 5  # levels; deeper quotes join the fifth

# A "*" or "_" in an address, or a "*" in a sum (2*3), is no emphasis.
_LITERAL = re.compile(rf"{ADDRESS_SOURCE}|(?<=\w)\*+(?=\w)", re.IGNORECASE)
_QUOTE = re.compile(r" *(>[> ]*)")


def render_markdown(text: str) -> str:
    """Turn Markdown that a reader typed into safe HTML, or raise TooComplex."""
    if len(text) > MAX_TYPED or text.count("<") > MAX_TYPED_MARKS:
        raise TooComplex
    source = _LITERAL.sub(_backslashed, _quotes(tidy_text(text)))
    return pass_gates(_MARKDOWN.render(source).strip(), READER_RULES)


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
