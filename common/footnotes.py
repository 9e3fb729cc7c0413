"""Footnotes in safe HTML: references in the text, the notes at its end, and the backlinks.

    <sup><a href="#noot-1" id="ref-1" role="doc-noteref">1</a></sup>
    <ol class="notes"><li id="noot-1">… <a href="#ref-1" role="doc-backlink">↑</a></li></ol>

A writer only says which reference belongs to which note. The numbers (in reading order), the ids
and the backlinks are generated here each time. So no id of a writer's own ever reaches a page, and
cleaning a text again changes nothing.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from common.params import parse_number

Token = dict[str, Any]  # as html5lib's tree walkers make them

LIST_CLASS = "notes"
BACKLINK_TEXT = "↑"
_NUMBER = r"[1-9][0-9]{0,3}"
ANCHOR_PATTERN = re.compile(rf"#(?:noot|ref)-{_NUMBER}")
ID_PATTERNS = {"a": re.compile(rf"ref-{_NUMBER}"), "li": re.compile(rf"noot-{_NUMBER}")}
ROLES = frozenset({"doc-noteref", "doc-backlink"})

_HREF, _ID, _ROLE, _CLASS = ((None, name) for name in ("href", "id", "role", "class"))
_SPACES = " \t\n\r\f"


_OPENING = re.compile(r"<[a-z][^<>]*>")
_NAMED = re.compile(r"""(\s(?:id="|href="#))""")


def prefix_footnote_ids(html: str, beginning: str) -> str:
    """Prefix all ids in safe HTML, for a page that shows another text beside it."""
    return _OPENING.sub(lambda tag: _NAMED.sub(rf"\g<1>{beginning}", tag[0]), html)


_NOTE = re.compile(rf'<li id="noot-({_NUMBER})"[^>]*>(.*?)</li>', re.DOTALL)
_MARKS = re.compile(rf"<a href=\"#[^>]*>{BACKLINK_TEXT}</a>|<[^>]*>")


def empty_footnotes(html: str) -> list[int]:
    """Return the numbers of the notes in safe HTML that have no text."""
    return [int(number) for number, note in _NOTE.findall(html) if not _MARKS.sub("", note).strip()]


class _Note(NamedTuple):
    was: int  # the number by which the text refers to it
    tokens: list[Token]  # the content of its <li>


def renumber_footnotes(source: Iterable[Token]) -> Iterator[Token]:
    """Put references and notes in order, and generate their numbers, ids and backlinks."""
    before, notes, after = _split_at_notes(list(_without_ways_back(source)))
    known = {note.was: note for note in notes}
    order: dict[int, int] = {}  # from a note's old number to its new one
    yield from _referring(before, known, order)
    rest = list(_referring(after, known, order))
    if notes:
        referred = len(order)
        for note in notes:
            order.setdefault(note.was, len(order) + 1)
        yield _tag("StartTag", "ol", {_CLASS: LIST_CLASS})
        for was, number in order.items():
            yield _tag("StartTag", "li", {_ID: f"noot-{number}"})
            yield from _leading_back(known[was].tokens, number if number <= referred else None)
            yield _tag("EndTag", "li")
        yield _tag("EndTag", "ol")
    yield from rest


def _without_ways_back(source: Iterable[Token]) -> Iterator[Token]:
    going_back = False
    for token in source:
        if going_back:
            going_back = not _is(token, "EndTag", "a")
        elif _is(token, "StartTag", "a") and _number(token, _HREF, "#ref-"):
            going_back = True
        else:
            yield token


def _split_at_notes(tokens: list[Token]) -> tuple[list[Token], list[_Note], list[Token]]:
    """Split into the text before the list of notes, the notes, and the text after it.

    Two lists are merged: the second came with pasted text.
    """
    text: list[Token] = []
    notes: list[_Note] = []
    place, home = 0, None
    while place < len(tokens):
        if _is_list(tokens[place]):
            end = _end(tokens, place)
            text += _take(tokens[place + 1 : end], notes)
            home, place = len(text), end + 1
        else:
            text.append(tokens[place])
            place += 1
    return (text[:home], notes, text[home:]) if home is not None else (text, [], [])


def _take(tokens: list[Token], notes: list[_Note]) -> list[Token]:
    """Add these notes to `notes`, and return the text between them, so that it is kept."""
    strays = []
    taken = {note.was for note in notes}
    place = 0
    while place < len(tokens):
        if not _is(tokens[place], "StartTag", "li"):
            strays.append(tokens[place])
            place += 1
            continue
        end = _end(tokens, place)
        was = _number(tokens[place], _ID, "noot-") or len(notes) + 1
        # Of two notes with one id, nothing refers to the second.
        was = was if was not in taken else -len(notes) - 1
        taken.add(was)
        notes.append(_Note(was, list(_plain(tokens[place + 1 : end]))))
        place = end + 1
    return [token for token in strays if token.get("data") and str(token["data"]).strip()]


def _referring(tokens: list[Token], known: dict[int, _Note], order: dict[int, int]):
    """Give each reference its number; one to an unknown note stays as text."""
    inside = skipping = False
    raised = 0
    for token in _unnamed(tokens):
        if token.get("name") == "sup":
            raised += 1 if token["type"] == "StartTag" else -1
        if skipping:
            skipping = not _is(token, "EndTag", "a")
        elif _is(token, "StartTag", "a") and (was := _number(token, _HREF, "#noot-")):
            if was in known:
                skipping = True
                is_first = was not in order
                yield from _reference(order.setdefault(was, len(order) + 1), is_first, raised > 0)
            else:
                inside = True
        elif inside and _is(token, "EndTag", "a"):
            inside = False
        else:
            yield token


def _reference(number: int, is_first: bool, is_raised: bool) -> Iterator[Token]:
    attributes = {_HREF: f"#noot-{number}", _ROLE: "doc-noteref"}
    if is_first:
        attributes[_ID] = f"ref-{number}"
    if not is_raised:
        yield _tag("StartTag", "sup")
    yield _tag("StartTag", "a", attributes)
    yield {"type": "Characters", "data": str(number)}
    yield _tag("EndTag", "a")
    if not is_raised:
        yield _tag("EndTag", "sup")


def _leading_back(tokens: list[Token], number: int | None) -> Iterator[Token]:
    """Yield a note with a backlink at the end of its last paragraph."""
    tokens = _trimmed(tokens)
    end = len(tokens) - 1 if tokens and _is(tokens[-1], "EndTag", "p") else len(tokens)
    text, closing = _trimmed(tokens[:end]), tokens[end:]
    yield from text
    if number is not None:
        yield {"type": "Characters", "data": " "}
        yield _tag("StartTag", "a", {_HREF: f"#ref-{number}", _ROLE: "doc-backlink"})
        yield {"type": "Characters", "data": BACKLINK_TEXT}
        yield _tag("EndTag", "a")
    yield from closing


def _trimmed(tokens: list[Token]) -> list[Token]:
    while tokens and tokens[-1]["type"] in ("Characters", "SpaceCharacters"):
        text = tokens[-1]["data"].rstrip(_SPACES)
        if text:
            return [*tokens[:-1], {"type": "Characters", "data": text}]
        tokens = tokens[:-1]
    return tokens


def _plain(tokens: list[Token]) -> Iterator[Token]:
    """Remove the references within a note: a note refers to no other note."""
    return _referring(tokens, {}, {})


def _unnamed(tokens: list[Token]) -> Iterator[Token]:
    """Drop the writer's own ids and roles, and the class that marks a list as the notes."""
    for token in tokens:
        if token["type"] in ("StartTag", "EmptyTag"):
            kept = {k: v for k, v in token["data"].items() if k not in (_ID, _ROLE)}
            if _is_list(token):
                del kept[_CLASS]
            token = {**token, "data": kept}
        yield token


def _end(tokens: list[Token], start: int) -> int:
    """Return the index of the end tag of the element that begins at `start`."""
    name, depth = tokens[start]["name"], 0
    for place in range(start, len(tokens)):
        if tokens[place].get("name") == name:
            depth += {"StartTag": 1, "EndTag": -1}.get(tokens[place]["type"], 0)
            if not depth:
                return place
    return len(tokens)


def _is(token: Token, kind: str, name: str) -> bool:
    return token["type"] == kind and token.get("name") == name


def _is_list(token: Token) -> bool:
    return _is(token, "StartTag", "ol") and token["data"].get(_CLASS) == LIST_CLASS


def _number(token: Token, key: tuple[None, str], prefix: str) -> int | None:
    value = token["data"].get(key, "")
    found = value.removeprefix(prefix)
    return parse_number(found) if found != value else None


def _tag(kind: str, name: str, data: dict | None = None) -> Token:
    return {
        "type": kind,
        "name": name,
        "namespace": "http://www.w3.org/1999/xhtml",
        "data": data or {},
    }
