"""Detection of questions, so that authors see these first."""

import re

from common.html.addresses import link_spans
from common.html.plain_text import html_to_text

# Quoted text: a question in it is somebody else's. No opening quote within, since otherwise the
# search from each of thousands of them would run to the end of the line.
_SAID = re.compile(
    r'"[^"\n]*"|“[^“”\n]*”|„[^„”“\n]*[”“]|«[^«»\n]*»|(?<!\w)[‘\'][^‘’\'\n]*[’\'](?!\w)'
)
# A question mark at the end of a sentence; not "(?)", and not within a word.
_MARK = re.compile(r"[^\W_][)\]*_»”’\"']*[ \u00a0]?[!]*\?[?!]*(?=$|[\s)\]*_»”’\"'.…])")
_SENTENCE = re.compile(r"[.!?…:\n]+\s*")

# Replaces a quote or a URL: "do you mean x?".
_WORD = "x"

# These begin a question even without a question mark. No bare question words: "Hoe dan ook" and
# "What strikes me" begin none.
_OPENINGS = (
    # Dutch
    r"(?:kun|kan|kunt|zou|wil|wilt) (?:je|jij|u|de auteur|de schrijver) "
    r"(?:(?:mij|me|ons|dat|dit|eens|ook|nog|misschien|iets|een) )*"
    r"(?:uitleggen|toelichten|vertellen|zeggen|aangeven|ingaan|voorbeeld)",
    r"(?:mijn|een|de|onze) vraag (?:is|aan|blijft|luidt)",
    r"ik (?:vraag|vroeg) (?:me|mij) (?:dan |toch |wel |nu |nog )*af",
    r"ik (?:ben|zou) (?:wel |heel |erg |zeer )*benieuwd",
    r"graag (?:hoor|hoorde|lees|las|zou) ",
    r"wat (?:bedoel je|bedoelt u|bedoelt de)",
    r"hoe (?:zie je|ziet u|ziet de auteur|denk je|denkt u)",
    r"waarom (?:schrijf je|schrijft u|noem je|noemt u|denk je|denkt u)",
    r"klopt het dat",
    # English
    r"(?:can|could|would|will) (?:you|the author) "
    r"(?:(?:please|also|perhaps|maybe|kindly) )*"
    r"(?:explain|elaborate|tell|say|clarify|give|share|point)",
    r"(?:my|a|the|our|one) question (?:is|for|to|remains)",
    r"i (?:do |did |just )*wonder(?:ed)? ",
    r"i(?: a|'|’)m (?:very |quite )?curious ",
    r"(?:what|how|why) (?:do|did|would) you ",
    r"is it true that",
)
_OPENING = re.compile(rf"\W*(?:(?:en|maar|dus|and|but|so)[, ]+)?(?:{'|'.join(_OPENINGS)})", re.I)


def asks(safe_html: str) -> bool:
    """Return True if the writer asks something in their own words, not in a quote or a URL."""
    lines = html_to_text(safe_html).split("\n")
    own = "\n".join(line for line in lines if not line.startswith(">"))
    for start, end in reversed(link_spans(own)):
        own = f"{own[:start]}{_WORD}{own[end:]}"
    own = _SAID.sub(_WORD, own)
    return bool(_MARK.search(own)) or any(
        _OPENING.match(sentence) for sentence in _SENTENCE.split(own)
    )
