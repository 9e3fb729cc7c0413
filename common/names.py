"""Display names: tidying to one safe line, and the key that names that look alike share."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from common.text import tidy_text

# The length of the column. One letter can be many in a key: ﷺ is fifteen.
LONGEST_KEY = 120


def tidy_line(name: str) -> str:
    """Make `name` one line of visible text. Its length is checked by the form."""
    return " ".join(tidy_text(name).split())


def name_skeleton(name: str) -> str:
    """Return the key that `name` shares with every name that a reader could mistake for it.

    After Unicode TR39, but coarser: case, accents, spaces and punctuation do not count. For
    comparing only, never for showing. A name of only symbols and punctuation keeps these; an empty
    name has the key "".
    """
    text = fold_lookalikes(name)
    letters = [char for char in text if unicodedata.category(char)[0] in "LN" or _is_vowel(char)]
    key = "".join(letters or [c for c in text if unicodedata.category(c)[0] in "PS"])
    return key[:LONGEST_KEY]


@lru_cache(maxsize=4096)
def word_skeletons(name: str) -> tuple[str, ...]:
    """Return the key of each word of `name`, split at spaces and punctuation."""
    parts = "".join(
        c if unicodedata.category(c)[0] in "LMNSC" else " " for c in tidy_text(name)
    ).split()
    return tuple(filter(None, map(name_skeleton, parts)))


def fold_lookalikes(text: str) -> str:
    """Replace all letters that look alike by one of them; keep spaces and punctuation."""
    return fold_letters(text).translate(_ONE_FOR_ALL)


@lru_cache(maxsize=16)  # several rules in a row fold the same text
def fold_letters(text: str) -> str:
    """Return `text` in lower case without accents, other scripts as the letters they resemble.

    A character that could be an i or an l becomes a 1, since the two cannot be told apart here.
    """
    text = tidy_text(text)
    if not text.isascii():
        for step in (str, _decompose, str.casefold):
            text = _each(step(text), _alike)
        text = _each(text, _without_accents)
    return text.casefold()


def _each(text: str, change: Callable[[str], str]) -> str:
    """Apply `change` to each letter beyond ASCII, called once for each distinct letter.

    Decomposed, five thousand letters can become ninety thousand.
    """
    return text.translate({ord(char): change(char) for char in set(text) if char > "\x7f"})


def _without_accents(char: str) -> str:
    return "" if unicodedata.category(char)[0] == "M" and not _is_vowel(char) else char


def _decompose(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


def _is_vowel(char: str) -> bool:
    """Return True for a vowel sign of an Indic script: unlike an accent, it makes another name."""
    if "\u0900" <= char <= "\uabff" or "\U00011000" <= char <= "\U00011fff":
        return unicodedata.category(char) in ("Mc", "Mn") and not unicodedata.combining(char)
    return False


@lru_cache(maxsize=4096)
def _alike(char: str) -> str:
    if char in _ALIKE:
        return _ALIKE[char]
    match = _LATIN.match(unicodedata.name(char, ""))
    return match[match.lastindex or 0].lower() if match else char


# Lookalikes within ASCII itself, reduced to one form.
_ONE_FOR_ALL = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o", "m": "rn", "w": "vv"})

# The Unicode name of a Latin letter tells the base letter of one with a stroke, hook or tail, and
# of a small capital.
_LATIN = re.compile(
    r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]{1,2}) WITH "
    r"|LATIN LETTER SMALL CAPITAL ([A-Z])$"
    r"|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])$"
)

# The lookalikes of one or two ASCII letters or digits. From the data of Unicode Technical
# Standard 39 (confusables.txt 15.1, https://www.unicode.org/Public/security/), without those that
# decomposition or _LATIN finds already. Right-to-left letters are escaped to keep lines readable.
_TWINS = {
    "2": "ƧƻϨᒿ➁ꙄꛯꝚ",
    "3": "ƷȜЗҘӠ➂ⳌꝪꞫ𑣊𖼻",
    "4": "Ꮞ➃𑢯",
    "5": "Ƽ➄𑢻",
    "6": "бᏮ➅Ⳓ𑣕",
    "7": "➆𐓒𑣆",
    "8": "ȣ৪੪➇𐌚\U0001e8cb",
    "9": "৭੧୨൭➈ⳊꝮꝰ𑣌𑣖",
    "a": "ɑαаᎪᗅꓮ𐊠𖽀",
    "aa": "ꜳ",
    "ae": "æӕ",
    "ao": "ꜵ",
    "au": "ꜷ",
    "av": "ꜹ",
    "ay": "ꜽ",
    "b": "ƄΒВЬѣҍᏏᏴᑲᑳᖯᗷꓐꞴ𐊂𐊡𐌁",
    "bl": "Ы",
    "c": "ϲсҫᏟⲥꓚ𐊢𐌂𐐽𐔜𑣩𑣲",
    "d": "ÐƉԁᎠᏧᑯᗞᗪꓒꓓ",
    "dz": "ʣ",
    "e": "ΕеҽҿᎬⴹꓰꬲ𐊆𑢦𑢮",
    "f": "Ϝքᖴẝꓝꬵ𐊇𐊥𐔥𑣂",
    "g": "ƍɡԌցᏀᏳꓖ",
    "h": "ΗНћҢһӇӉհᎻᏂᏲᕼᵸⲎꓧꚕ𐋏",
    "j": "ϳјᎫᒍꓙ",
    "k": "ΚКҚҞᏦᛕⲔꓗ𐔘",
    "l": ("ıǀɩιіӏ\u05c0\u05d5\u05df\u0627\u0661\u0673۱\u07caᎥᏞᒪᛁᣳᵻᵼ∣⏽➀ⲒⳐⵏꓡꓲꙇ￨𐊊𐌉𐌠𐐛𐔦𑢲𑣃𖼖𖼨\U0001e8c7"),
    "ll": "ǁ\u05f0‖∥",
    "lo": "Ю➉",
    "ls": "ʪ",
    "lz": "ʫ",
    "m": "ΜϺМӍᎷᗰᛖⲘꓟꭑ𐊰𐌑",
    "n": "ΝηոռⲚꓠ𐔓",
    "o": (
        "ɵθοσоѳөօ\u05e1\u0629\u0647\u0665\u06be\u06c1\u06d5۵\u06ff\u07c0०০੦૦ଠ୦௦౦೦ഠ൦๐໐ဝ၀ჿዐ"
        "ᎾᏫᴑⲟⴱⵁⵔ〇ꓳꬽꬾꭴ𐊒𐊫𐐬𐓪𐔖𑓐𑢵𑣈𑣗𑣠"
    ),
    "oe": "œ",
    "oo": "∞ꚙꝏ",
    "p": "ρрᏢᑭᣖⲣꓑ𐊕",
    "q": "ԛգզⵕ",
    "r": "ƦгғᎡᏒᖇᣴᴦⲅꓣꭇꭈꮁ𐒴𖼵",
    "rn": "𑜀𑣣",
    "s": "ƽѕՏᏕᏚᣵꓢ𐊖𐑈𑣁𖼺",
    "t": "ΤТҬᎢ⊤Ⲧꓔ𐊗𐊱𐌕𑢼𖼊",
    "t3": "Ꜩ",
    "tf": "ꝷ",
    "ts": "ʦ",
    "u": "ɄυսሀᏌᑌᵾ∪⋃ꓴꞟ𐓶𑣘𖽂",
    "ue": "ᵫ",
    "uo": "ꭣ",
    "v": "νѵ\u05d8\u0667۷Ꮩᐯ∨⋁ⴸꓦꛟ𐔝𑜆𑣀𖼈",
    "w": "ɯѡѽԝաᎳᏔꓪꝡ𑓅𑜊𑜎𑜏𑣦𑣯",
    "x": "×ΧхҲᕁᕽᚷ╳ⲬⵝꓫꞳ𐊐𐊴𐌗𐌢𐔧𑣬",
    "y": "ɣΥγуүұყᎩᎽⲨꓬ𐊲𑢤𑣜𖽃",
    "z": "ΖᏃᙆꓜ𐋵𑢩𑣄𑣥",
}


def _table() -> dict[str, str]:
    """Invert _TWINS. A bare stroke could be an i or an l, so it becomes a 1."""
    table = {twin: letters.replace("l", "1") for letters, twins in _TWINS.items() for twin in twins}
    # A small letter follows its capital unless it has its own entry: "в" is "В" is "b".
    for twin, letters in list(table.items()):
        table.setdefault(twin.lower(), letters)
    return table


_ALIKE = _table()
