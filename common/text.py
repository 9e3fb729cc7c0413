"""Tidying of Unicode text that people type: remove characters that deceive or break the page."""

import re
import unicodedata

Span = tuple[int, int]  # of the first character, and of the one after the last

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_BLANKS = re.compile(r"[\t\u2800]")  # a tab, and the Braille pattern without dots

# Controls, surrogates, non-characters, bidirectional marks, embeddings and isolates, and invisible
# letters. None of them is needed: the direction of a block follows from dir="auto".
_HIDDEN = re.compile(
    r"[\0-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb"
    r"\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f"
    r"\U000e0080-\U000e00ff\U000e01f0-\U000e0fff\U0010fffe\U0010ffff]"
)
# Tag letters are visible only in the flags of England, Scotland and Wales.
_TAGS = re.compile(r"(\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f)|[\U000e0020-\U000e007f]")

_EMOJI = r"\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_IDEOGRAPHS = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Arabic and its neighbours, the scripts of India and South-East Asia, Mongolian.
_JOINING = r"\u0600-\u109f\u1700-\u1aaf\u1b00-\u1c4f\ua800-\uabff\U00010a00-\U00011fff"

_SELECTOR = r"\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_LOST_SELECTORS = re.compile(
    rf"(?<![#*0-9{_EMOJI}{_IDEOGRAPHS}\u1000-\u109f\u1820-\u18aa])[{_SELECTOR}]"
)
# A joiner belongs after a letter of a joining script, or between the parts of one emoji.
_LOST_JOINERS = re.compile(
    rf"(?<![{_JOINING}])(?:\u200c|(?<![{_EMOJI}\ufe0f\U000e007f])\u200d|\u200d(?![{_EMOJI}]))"
)

# Hebrew, Arabic, Tibetan, Burmese, Khmer, Tai Tham and Balinese do stack marks.
_STACKING = re.compile(
    r"[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\u0f18-\u0fbc"
    r"\u102b-\u109d\u17b6-\u17d3\u1a55-\u1a7f\u1b34-\u1b44]"
)
_MARKS, _STACKED_MARKS = 3, 6


def tidy_text(text: str) -> str:
    """Normalise `text` (NFC, line feeds) and drop invisible characters and excess marks.

    Idempotent. The loop ends: once in NFC, every further round can only shorten the text.
    """
    text = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text))
    before = None
    while text != before:
        before, text = text, _round(text)
    return text


def tidy_paragraphs(text: str) -> str:
    """Tidy plain text that a reader typed. It is not HTML: templates must escape it."""
    return _BLANK_LINES.sub("\n\n", tidy_text(text)).strip()


def shorten_text(text: str, length: int) -> str:
    """Return the beginning of plain text in whole words, in at most `length` characters."""
    if len(text) <= length:
        return text
    beginning = text[: length - 1]
    whole = beginning if text[length - 1].isspace() else re.sub(r"\s\S*\Z", "", beginning)
    # A word that fills most of the length is cut where it stops fitting.
    return (whole.rstrip() if len(whole) > length // 2 else beginning) + "…"


def _round(text: str) -> str:
    text = _HIDDEN.sub("", text)
    if text.isascii():
        return text
    text = _TAGS.sub(lambda match: match[1] or "", text)
    text = _few_marks(unicodedata.normalize("NFC", text))
    return _LOST_JOINERS.sub("", _LOST_SELECTORS.sub("", text))


def _few_marks(text: str) -> str:
    """Keep the first few marks of each letter, none twice, and none without a letter."""
    kept: list[str] = []
    marks: set[str] | None = None  # of the current letter; None if there is none
    for char in text:
        if not unicodedata.category(char).startswith("M"):
            kept.append(char)
            if char not in "\u200c\u200d":  # joiners occur between the marks of one letter
                marks = None if char.isspace() else set()
        elif marks is not None and char not in marks and len(marks) < _room(char):
            kept.append(char)
            marks.add(char)
    return "".join(kept)


def _room(mark: str) -> int:
    return _STACKED_MARKS if _STACKING.match(mark) else _MARKS
