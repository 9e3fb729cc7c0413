"""The English of the interface: words that it no longer uses for a thing that has a name."""

import re
from pathlib import Path

import polib

CATALOGUE = Path(__file__).resolve().parent.parent / "locale/nl/LC_MESSAGES/django.po"

# A word that the glossary in docs/architecture.md replaced, and the word that took its place.
RETIRED = {
    r"fold(s|ed|ing)?( \S+)? away|folded": "mute",
    r"objection to|objections? (was|by|granted|waits)|you can object|to object": "appeal",
    r"measures?": "sanction",
    r"grounds?": "basis",
    r"bell": "notification",
    r"peek|let someone look": "preview link",
    r"decisions? on many|together with others": "bulk decision",
    r"refus(e|es|ed|ing|als?)": "reject",
    r"put back|brought back|call(ed)? back|take back|took back": "restore, withdraw or cancel",
    r"pieces?": "article",
    r"e-mails?|mails?|mailed": "email",
    r"exchanges?": "conversation",
    r"writing desk": "author’s desk or editorial desk",
    r"yearly report": "transparency report",
    r"the record": "audit log",
    r"telephone": "phone",
    r"become a member": "sign up",
    r"sentence set apart": "pull quote",
    r"what is to be seen": "alternative text",
    r"anew|meanwhile|whoever": "again, in the meantime, anyone who",
}


def test_no_message_uses_a_retired_word():
    found = [
        f"{text!r}: say {word}"
        for entry in polib.pofile(str(CATALOGUE))
        for text in (entry.msgid, entry.msgid_plural)
        for retired, word in RETIRED.items()
        if re.search(rf"\b(?:{retired})\b", re.sub(r"%\(\w+\)|<[^>]*>", "", text), re.IGNORECASE)
    ]
    assert found == []
