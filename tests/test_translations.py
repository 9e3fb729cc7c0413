"""The English of the interface: words that it no longer uses for a thing that has a name."""

import re
from pathlib import Path

import allauth
import django
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


# Ours are as good in the library's own pages.
SHARED = {"Add", "Change", "Continue", "Duration", "Edit", "Generate new codes", "Remove"}
SHARED |= {"Sign in with a passkey"}


def test_no_message_changes_the_dutch_of_a_library():
    """Ours come before theirs: a button "Email" once became the label of an address."""
    ours = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE))}
    of_django = Path(django.__file__).parent
    rooms = (of_django / "conf", of_django / "contrib/auth", Path(allauth.__file__).parent)
    changed = {
        entry.msgid
        for room in rooms
        for entry in polib.pofile(str(room / "locale/nl/LC_MESSAGES/django.po"))
        if entry.msgstr and ours.get(entry.msgid, entry.msgstr) != entry.msgstr
    }
    assert changed == SHARED
