"""Split a text into words for searching: lower case, without accents on Latin letters."""

import re
import unicodedata

_ACCENTED = re.compile("([A-Za-z])[\u0300-\u036f]+")
WORD = re.compile(r"[^\W_]+")


def split_words(text: str) -> list[str]:
    """Return the words of `text` in order, in lower case and without Latin accents."""
    return WORD.findall(fold_accents(text))


def fold_accents(text: str) -> str:
    """Return `text` in lower case, without accents on Latin letters."""
    if text.isascii():
        return text.lower()
    bare = _ACCENTED.sub(r"\1", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).lower()
