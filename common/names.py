"""Display names: one safe line, and the key under which two names look alike."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from common.text import tidy_text

# What a column holds. One letter can be many in a key: ﷺ is fifteen.
LONGEST_KEY = 120


def tidy_line(name: str) -> str:
    """Make `name` one line of visible text; how long it may be is for the form to judge."""
    return " ".join(tidy_text(name).split())


def name_skeleton(name: str) -> str:
    """Give the key that `name` shares with every name that a reader could take for it.

    After Unicode TR39, and coarser: case, accents, spaces and punctuation do not count. It is for
    comparing only, never for showing. A name of pictures keeps them; an empty name has no key ("").
    """
    text = fold_lookalikes(name)
    letters = [char for char in text if unicodedata.category(char)[0] in "LN" or _is_vowel(char)]
    key = "".join(letters or [c for c in text if unicodedata.category(c)[0] in "PS"])
    return key[:LONGEST_KEY]


@lru_cache(maxsize=4096)
def word_skeletons(name: str) -> tuple[str, ...]:
    """Give the key of each word of `name`: what stands between spaces and punctuation."""
    parts = "".join(
        c if unicodedata.category(c)[0] in "LMNSC" else " " for c in tidy_text(name)
    ).split()
    return tuple(filter(None, map(name_skeleton, parts)))


def fold_lookalikes(text: str) -> str:
    """Give `text` with one letter for all that look alike, its spaces and punctuation kept."""
    return fold_letters(text).translate(_ONE_FOR_ALL)


@lru_cache(maxsize=16)  # the rules ask for the same text one after another
def fold_letters(text: str) -> str:
    """Give `text` in small letters without accents, those of other scripts as what they look like.

    What may be taken for an i or for an l becomes a 1: only the reader can tell them apart.
    """
    text = tidy_text(text)
    if not text.isascii():
        for step in (str, _decompose, str.casefold):
            text = _each(step(text), _alike)
        text = _each(text, _without_accents)
    return text.casefold()


def _each(text: str, change: Callable[[str], str]) -> str:
    """Change each letter beyond ASCII. Asked once for each that there is, however often it occurs:
    decomposed, five thousand letters can be ninety thousand."""
    return text.translate({ord(char): change(char) for char in set(text) if char > "\x7f"})


def _without_accents(char: str) -> str:
    return "" if unicodedata.category(char)[0] == "M" and not _is_vowel(char) else char


def _decompose(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


def _is_vowel(char: str) -> bool:
    """Tell a vowel sign of an Indic script, which makes another name, from an accent."""
    if "\u0900" <= char <= "\uabff" or "\U00011000" <= char <= "\U00011fff":
        return unicodedata.category(char) in ("Mc", "Mn") and not unicodedata.combining(char)
    return False


@lru_cache(maxsize=4096)
def _alike(char: str) -> str:
    if char in _ALIKE:
        return _ALIKE[char]
    match = _LATIN.match(unicodedata.name(char, ""))
    return match[match.lastindex or 0].lower() if match else char


# What is alike within ASCII itself, down to one form.
_ONE_FOR_ALL = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o", "m": "rn", "w": "vv"})

# Unicode's own names tell which Latin letter wears a stroke, hook or tail, or is a small capital.
_LATIN = re.compile(
    r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]{1,2}) WITH "
    r"|LATIN LETTER SMALL CAPITAL ([A-Z])$"
    r"|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])$"
)

# What one or two ASCII letters or digits are drawn alike by. From the data of Unicode Technical
# Standard 39 (confusables.txt 15.1, https://www.unicode.org/Public/security/), without what
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
    """Turn _TWINS round. What is drawn as a bare stroke is an i as much as an l: a 1."""
    table = {twin: letters.replace("l", "1") for letters, twins in _TWINS.items() for twin in twins}
    # A small letter follows its capital, unless it is drawn like another: "в" is "В" is "b".
    for twin, letters in list(table.items()):
        table.setdefault(twin.lower(), letters)
    return table


_ALIKE = _table()
