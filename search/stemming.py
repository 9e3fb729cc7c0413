"""Stemming of Dutch and English words.

It is the same for both databases, for indexed texts and for queries. The Dutch stemmer is Porter's
and not the newer one of Kraaij and Pohlmann, which takes "gemeente" and "mening" for one word and
keeps "toeslag" and "toeslagen" apart. What Porter's lacks is added here: a verb's -t, and the
consonants of "huizen" ("huis") and "geven" ("geef").
"""

import re
from functools import lru_cache

from snowballstemmer import stemmer

LANGUAGES = ("nl", "en")
LONGEST_WORD = 64  # letters; longer words are cut, since PostgreSQL would refuse them

_STEMMERS = {"nl": stemmer("dutch_porter"), "en": stemmer("english")}
_PLURAL = re.compile(r"(?<=[dgit]e)s$")  # methodes, colleges, premies, gemeentes
_VERB = re.compile(
    r"(?<=[aeiou]{2}[bcdfghjklmnpqrsvwxz])t$|(?<=[aeiou][kpflmg])t$|(?<=[rl][kpfmg])t$"
)
_DOUBLE = re.compile(r"([aeou])\1(?=[bcdfghjklmnpqrstvwxz]$)")
_TWICE = re.compile(r"([bdfgklmnprst])\1$")  # plann, process
_VOICED = {"z": "s", "v": "f"}

# The commonest words of each language, used to detect it and left out of queries.
_COMMON_TEXT = {
    "nl": """aan al als bij dan dat de deze die dit door dus een en er ge had heb hebben heeft het
        hier hij hoe hun ik in is je kan kunnen maar me meer men met mij mijn naar niet nog nu of om
        omdat ons ook op over te toch tot u uit van veel voor waar waren was wat we wel werd wie wij
        wil worden wordt zal ze zich zij zijn zo zonder zou""",
    "en": """a about all also an and are as at be because been but by can do does for from had has
        have he her his how i if in into is it its more my no not of on or our she should so than
        that the their them there they this to was we were what when which who will with would you
        your""",
}
COMMON_WORDS = {language: frozenset(words.split()) for language, words in _COMMON_TEXT.items()}
_TELLTALE_WORDS = {
    "nl": COMMON_WORDS["nl"] - COMMON_WORDS["en"],
    "en": COMMON_WORDS["en"] - COMMON_WORDS["nl"],
}


def detect_language(words: list[str], said: str) -> str:
    """Return the language of these words: `said`, unless common words show that it is the other."""
    count = {
        name: sum(word in telling for word in words) for name, telling in _TELLTALE_WORDS.items()
    }
    other = next(name for name in LANGUAGES if name != said)
    return other if count[other] > 2 * count[said] else said


def stem_word(word: str, language: str) -> str:
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


def is_common_word(word: str) -> bool:
    return any(word in words for words in COMMON_WORDS.values())
