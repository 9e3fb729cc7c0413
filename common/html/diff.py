"""The difference between two texts, marked for the eye and for screen readers."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from django.utils.translation import gettext

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
    said = gettext("removed:") if tag == "del" else gettext("added:")
    text = "".join(words)
    kept = text.rstrip()  # the space after a word is not part of the change
    hidden = f'<span class="visually-hidden">{escape(said)} </span>'
    return f"<{tag}>{hidden}{escape(kept)}</{tag}>{escape(text[len(kept) :])}"
