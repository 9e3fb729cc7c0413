"""Words down to what they have in common with their inflections, in Dutch and in English.

The same for both databases, and for what is indexed as for what is asked. The Dutch one is Porter's
and not the newer one of Kraaij and Pohlmann, which takes "gemeente" and "mening" for one word and
keeps "toeslag" and "toeslagen" apart. What Porter's leaves out is added here: a verb's -t, and that
"huizen" is of "huis" and "geven" of "geef".
"""

import re
from functools import lru_cache

from snowballstemmer import stemmer

LANGUAGES = ("nl", "en")
LONGEST_WORD = 64  # letters; what is longer is no word, and PostgreSQL would refuse it

_STEMMERS = {"nl": stemmer("dutch_porter"), "en": stemmer("english")}
_PLURAL = re.compile(r"(?<=[dgit]e)s$")  # methodes, colleges, premies, gemeentes
_VERB = re.compile(
    r"(?<=[aeiou]{2}[bcdfghjklmnpqrsvwxz])t$|(?<=[aeiou][kpflmg])t$|(?<=[rl][kpfmg])t$"
)
_DOUBLE = re.compile(r"([aeou])\1(?=[bcdfghjklmnpqrstvwxz]$)")
_TWICE = re.compile(r"([bdfgklmnprst])\1$")  # plann, process
_VOICED = {"z": "s", "v": "f"}

# The commonest words of each language. They tell the languages apart, and say little else.
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
    """In which language these words are: as said, unless the commonest ones say otherwise."""
    count = {
        name: sum(word in telling for word in words) for name, telling in _TELLTALE_WORDS.items()
    }
    other = next(name for name in LANGUAGES if name != said)
    return other if count[other] > 2 * count[said] else said


def stem_word(word: str, language: str) -> str:
    return _stem(word[:LONGEST_WORD], language)


@lru_cache(maxsize=100_000)
def stems_of_word(word: str) -> tuple[str, ...]:
    """Return the stems of a word in each of the languages: a visitor does not say which it is."""
    return tuple(dict.fromkeys(stem_word(word, language) for language in LANGUAGES))


@lru_cache(maxsize=200_000)  # a word takes a tenth of a millisecond, and most words are said often
def _stem(word: str, language: str) -> str:
    if language != "nl":
        return _STEMMERS[language].stemWord(word)
    found = _STEMMERS["nl"].stemWord(_PLURAL.sub("", word))
    found = _TWICE.sub(r"\1", _DOUBLE.sub(r"\1", _VERB.sub("", found)))
    return found[:-1] + _VOICED.get(found[-1], found[-1])


def is_common_word(word: str) -> bool:
    return any(word in words for words in COMMON_WORDS.values())
