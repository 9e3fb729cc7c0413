"""The words of a text, as they are looked for: small letters, without accents on Latin ones."""

import re
import unicodedata

_ACCENTED = re.compile("([A-Za-z])[\u0300-\u036f]+")
WORD = re.compile(r"[^\W_]+")


def split_words(text: str) -> list[str]:
    """The words of `text`, folded, in their order."""
    return WORD.findall(fold_accents(text))


def fold_accents(text: str) -> str:
    """`text` in small letters, without accents on Latin letters."""
    if text.isascii():
        return text.lower()
    bare = _ACCENTED.sub(r"\1", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).lower()
