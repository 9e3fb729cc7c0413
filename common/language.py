"""The words of a Dutch or English text: split, folded and stemmed in one way for all who compare.

There are two ways to fold. `split_words` is for texts that say what they mean: without case and
accents. `split_disguised_words` is for writers who may disguise a word, or copy a text with other
letters: all letters that look alike become one.

The Dutch stemmer is Porter's and not the newer one of Kraaij and Pohlmann, which takes "gemeente"
and "mening" for one word and keeps "toeslag" and "toeslagen" apart. What Porter's lacks is added
here: a verb's -t, and the consonants of "huizen" ("huis") and "geven" ("geef").
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from snowballstemmer import stemmer

from common.names import fold_lookalikes
from common.text import Span

# Raise it with every change to this file: what was computed from words is then computed again.
WORD_SCHEME = 2

# An underscore is not a letter here: around a word it marks emphasis.
LETTER = r"[^\W_]"
WORD = re.compile(rf"{LETTER}+")
LANGUAGES = ("nl", "en")
LONGEST_WORD = 64  # letters; longer words are cut, since PostgreSQL would refuse them

# --- Splitting and folding ------------------------------------------------------------------------

_ACCENTED = re.compile("([A-Za-z])[\u0300-\u036f]+")


def split_words(text: str) -> list[str]:
    """Return the words of `text` in order, in lower case and without Latin accents."""
    return WORD.findall(fold_accents(text))


def fold_accents(text: str) -> str:
    """Return `text` in lower case, without accents on Latin letters."""
    if text.isascii():
        return text.lower()
    bare = _ACCENTED.sub(r"\1", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).lower()


def split_disguised_words(text: str, pattern: re.Pattern[str] = WORD) -> list[str]:
    """Return the words of `text` in order, each letter as the one that it resembles."""
    return pattern.findall(fold_lookalikes(text))


def find_disguised_words(text: str, pattern: re.Pattern[str] = WORD) -> Iterator[tuple[str, Span]]:
    """Yield these words, each with its span in `text`.

    A word as written can become several, which all have its span.
    """
    for match in pattern.finditer(text):
        for word in split_disguised_words(match[0], pattern):
            yield word, match.span()


# --- Stemming -------------------------------------------------------------------------------------

_STEMMERS = {"nl": stemmer("dutch_porter"), "en": stemmer("english")}
_PLURAL = re.compile(r"(?<=[dgit]e)s$")  # methodes, colleges, premies, gemeentes
_VERB = re.compile(
    r"(?<=[aeiou]{2}[bcdfghjklmnpqrsvwxz])t$|(?<=[aeiou][kpflmg])t$|(?<=[rl][kpfmg])t$"
)
_DOUBLE = re.compile(r"([aeou])\1(?=[bcdfghjklmnpqrstvwxz]$)")
_TWICE = re.compile(r"([bdfgklmnprst])\1$")  # plann, process
_VOICED = {"z": "s", "v": "f"}


def stem_words(words: Iterable[str], language: str) -> list[str]:
    return [stem_word(word, language) for word in words]


def stem_word(word: str, language: str) -> str:
    """Return the stem of a folded word."""
    return _stem(word[:LONGEST_WORD], language)


@lru_cache(maxsize=100_000)
def stems_of_word(word: str) -> tuple[str, ...]:
    """Return the stems of a word in each language, since the language of a query is unknown."""
    return tuple(dict.fromkeys(stem_word(word, language) for language in LANGUAGES))


@lru_cache(maxsize=200_000)  # stemming a word takes 0.1 ms, and most words occur often
def _stem(word: str, language: str) -> str:
    if language != "nl":
        return _STEMMERS[language].stemWord(word)
    found = _STEMMERS["nl"].stemWord(_PLURAL.sub("", word))
    found = _TWICE.sub(r"\1", _DOUBLE.sub(r"\1", _VERB.sub("", found)))
    return found[:-1] + _VOICED.get(found[-1], found[-1])


# --- Common words ---------------------------------------------------------------------------------

# Stop words, which say of which language a text is and nothing of its subject. Without accents.
_COMMON_TEXT = {
    "nl": """aan al alle alleen als altijd andere anders bij dan dat de deze die dit door dus een
        eens elk elke en er ge had heb hebben heeft het hier hij hoe hun ieder iedereen iemand iets
        ik in is je kan kunnen maar me meer men met mij mijn moet moeten naar niet niets nog nu of
        om omdat ons onze ook op over per te tegen toch toen tot tussen u uit van veel voor waar
        want waren was wat we weer wel werd wie wij wil willen worden wordt zal ze zelf zich zij
        zijn zo zoals zonder zou""",
    "en": """a about after all also an and any are as at be because been but by can could do does
        for from had has have he her his how i if in into is it its more most much must my no not of
        on only or other our out she should so some such than that the their them then there
        these they this those to very was we were what when which who will with would you your""",
}
COMMON_WORDS = {language: frozenset(words.split()) for language, words in _COMMON_TEXT.items()}
_TELLTALE_WORDS = {
    "nl": COMMON_WORDS["nl"] - COMMON_WORDS["en"],
    "en": COMMON_WORDS["en"] - COMMON_WORDS["nl"],
}


def is_common_word(word: str) -> bool:
    return any(word in words for words in COMMON_WORDS.values())


def detect_language(words: list[str], said: str) -> str:
    """Return the language of these words: `said`, unless common words show that it is the other."""
    count = {
        name: sum(word in telling for word in words) for name, telling in _TELLTALE_WORDS.items()
    }
    other = next(name for name in LANGUAGES if name != said)
    return other if count[other] > 2 * count[said] else said
