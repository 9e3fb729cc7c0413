"""The rules: each checks one reaction and returns what it found, in a few words, or None.

They read `comment.text`, `.html` and `.name` as these would become public, and write nothing.
`moderation_rules.py` puts them in order; `judging.py` asks them and applies their modes.
"""

import re
from collections import deque
from datetime import timedelta
from functools import cached_property
from itertools import islice

from django.conf import settings

from accounts.identity import Identity, Person
from comments.learned.current import Classifier, current_classifier
from comments.models import Comment, CommentQuerySet, Decision, WatchedWord
from comments.watched_lists import (
    WatchedWordPattern,
    compile_watched_word,
    find_blocked_domains,
    find_watched_words,
)
from common.similarity import NEARLY_THE_SAME, PERHAPS_THE_SAME, differing_bits, text_similarity
from common.text import Span
from moderation.sanctions import SanctionStatus, sanction_status, sanction_statuses

SHORT, LONG = 10, 3000  # letters: the least and the most that are not remarkable
SHOUTED, LETTERS = 60, 20  # per cent of capitals, in a text of at least this many letters
MAX_REPEATED_SIGNS = 10  # the same sign in a row
REPETITION_WINDOW = 1000  # latest reactions among which a repetition is looked for
JUDGED, FEWEST = 20, 3  # decisions on a writer: the latest that count, and the least needed

_HOLD = Decision.Verdict.HOLD
_LINK = re.compile(r'<a href="')
_CAPITALS = re.compile(r"[^\W\d_]{2,}")
_REPEATED_SIGN = re.compile(rf"([^\s.\-_=*])\1{{{MAX_REPEATED_SIGNS - 1},}}")


class RuleContext:
    """The data that the rules look up, loaded at first use and shared by all reactions judged."""

    def __init__(self) -> None:
        self._verdicts: dict[tuple[int | None, str, bool], list[tuple[int, str]]] = {}
        self._sanctions: dict[Person, SanctionStatus] = {}

    @cached_property
    def words(self) -> list[WatchedWordPattern]:
        return [
            compile_watched_word(word)
            for word in WatchedWord.objects.values_list("word", flat=True)
        ]

    @cached_property
    def recent(self) -> deque[tuple[int, int]]:
        """Keys and fingerprints of the latest reactions that could be repeated, oldest first."""
        rows = Comment.objects.repeatable().values_list("pk", "fingerprint")
        return deque(reversed(rows.order_by("-pk")[:REPETITION_WINDOW]), REPETITION_WINDOW)

    @cached_property
    def learned(self) -> Classifier | None:
        """The learned classifier; None while it has learned too little."""
        return current_classifier()

    def load_sanctions(self, comments: list[Comment]) -> None:
        """Load the sanctions of the writers of all these at once."""
        self._sanctions = sanction_statuses({Person.of_row(comment) for comment in comments})

    def sanctions(self, comment: Comment) -> SanctionStatus:
        """Return the sanctions on its writer; an unconfirmed address has none."""
        person = Person.of_row(comment)
        if is_unproven_guest(comment) or not any(person):
            return SanctionStatus()
        if person not in self._sanctions:
            self._sanctions[person] = sanction_status(person)
        return self._sanctions[person]

    def verdicts(self, comment: Comment) -> list[tuple[int, str]]:
        """Return the last verdict of a moderator on each of this writer's reactions, latest first.

        Each is the key of a reaction and the verdict; undone verdicts do not count.
        """
        writer = Identity.of(comment)
        if writer not in self._verdicts:
            theirs = Comment.objects.by_writer_of(comment)
            of_writer = Decision.objects.filter(comment__in=theirs, rule="")
            rows = of_writer.order_by("-pk").values_list("comment", "verdict")
            # More than JUDGED: a reaction may have several, and those on itself do not count.
            last: dict[int, str] = {}
            for pk, verdict in rows[: 4 * JUDGED]:
                last.setdefault(pk, verdict)
            judged = ((pk, verdict) for pk, verdict in last.items() if verdict != _HOLD)
            self._verdicts[writer] = list(judged)
        return self._verdicts[writer]


def check_suspended(comment: Comment, known: RuleContext) -> str | None:
    """Find a writer who is suspended or banned now."""
    measure = known.sanctions(comment).suspension
    return measure.kind if measure else None


def check_held_writer(comment: Comment, known: RuleContext) -> str | None:
    """Find a writer whose reactions are all held."""
    return "" if known.sanctions(comment).held else None


def check_honeypot(comment: Comment, _known: RuleContext) -> str | None:
    """Find a filled-in field that people do not see."""
    return "" if comment.signs.get("trap") else None


def check_too_fast(comment: Comment, _known: RuleContext) -> str | None:
    """Find a guest's reaction sent faster than anyone types, or without opening the form."""
    fastest = settings.COMMENTS_FASTEST
    if comment.user_id or not fastest or "seconds_open" not in comment.signs:
        return None
    seconds = comment.signs["seconds_open"]
    if seconds is None:
        return ""
    return str(seconds) if seconds < fastest else None


def check_flood(comment: Comment, _known: RuleContext) -> str | None:
    """Find too many reactions in a minute by this account, address or network."""
    most = settings.COMMENTS_MOST_A_MINUTE
    if comment.signs.get("network_minute", 0) > most * 2:
        return str(comment.signs["network_minute"])
    minute = (comment.created_at - timedelta(minutes=1), comment.created_at)
    others = _by_writer(comment).exclude(pk=comment.pk)
    count = others.filter(created_at__range=minute).count() + 1
    return str(count) if count > most else None


def check_blocked_domains(comment: Comment, _known: RuleContext) -> str | None:
    return ", ".join(find_blocked_domains(comment.text)) or None


def check_watched_words(comment: Comment, known: RuleContext) -> str | None:
    said = f"{comment.name}\n{comment.affiliation}\n{comment.text}"
    return ", ".join(find_watched_words(said, known.words)) or None


def check_links(comment: Comment, _known: RuleContext) -> str | None:
    count = len(_LINK.findall(comment.html))
    return str(count) if count > settings.COMMENTS_MAX_LINKS else None


def check_repetition(comment: Comment, known: RuleContext) -> str | None:
    """Find another of the latest reactions on the site that is the same or nearly the same."""
    own = comment.fingerprint
    if own is None:
        return None
    perhaps = [
        pk
        for pk, other in known.recent
        if differing_bits(own, other) <= PERHAPS_THE_SAME and pk != comment.pk
    ]
    if not perhaps:
        return None
    texts = Comment.objects.filter(pk__in=perhaps).order_by("-pk").values_list("pk", "text")
    for pk, text in texts:
        if text_similarity(comment.text, text) >= NEARLY_THE_SAME:
            return str(pk)
    return None


def check_length(comment: Comment, _known: RuleContext) -> str | None:
    """Find a text so short that it says nothing, or so long that few will read it."""
    letters = sum(c.isalpha() for c in comment.text)
    return None if SHORT <= letters <= LONG else str(letters)


def check_shouting(comment: Comment, _known: RuleContext) -> str | None:
    """Find mostly capitals, or one sign repeated many times."""
    letters = [c for c in comment.text if c.lower() != c.upper()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) >= LETTERS and 100 * capitals > SHOUTED * len(letters):
        return f"{100 * capitals // len(letters)} %"
    if match := _REPEATED_SIGN.search(comment.text):
        return match[0][:MAX_REPEATED_SIGNS]
    return None


def shouting_spans(text: str) -> list[Span]:
    """Return the spans of words in capitals and of repeated signs."""
    words = [match.span() for match in _CAPITALS.finditer(text) if match[0].isupper()]
    return words + [match.span() for match in _REPEATED_SIGN.finditer(text)]


def check_often_rejected(comment: Comment, known: RuleContext) -> str | None:
    """Find a writer of whose latest judged reactions moderators refused more than half."""
    others = (verdict for pk, verdict in known.verdicts(comment) if pk != comment.pk)
    verdicts = list(islice(others, JUDGED))
    refused = verdicts.count(Decision.Verdict.REJECT)
    if len(verdicts) >= FEWEST and refused * 2 > len(verdicts):
        return f"{refused}/{len(verdicts)}"
    return None


def check_learned(comment: Comment, known: RuleContext) -> str | None:
    """Find a text that the learned classifier expects moderators to reject."""
    if known.learned is None:
        return None
    certainty = known.learned.certainty(comment.text)
    if certainty is None:
        return None
    certainty = int(100 * certainty)
    return f"{certainty} %" if certainty >= settings.COMMENTS_LEARNED_CERTAINTY else None


def check_proof_of_work(comment: Comment, _known: RuleContext) -> str | None:
    """Find a guest's reaction without the proof of work that was asked for."""
    if "proof" not in comment.signs:
        return None  # no proof was asked for
    # A proof is for one key, and a key for one reaction: a reused proof is not valid.
    return None if comment.signs["proof"] == str(comment.key) else ""


def is_unproven_guest(comment: Comment) -> bool:
    """Return True for a guest who is not asked to confirm their address, which may be anyone's."""
    return (
        comment.user_id is None
        and comment.confirmed_at is None
        and settings.COMMENTS_GUESTS == "hold"
    )


def _by_writer(comment: Comment) -> CommentQuerySet:
    """Return the writer's reactions, by account or by address, also an unconfirmed one."""
    return Comment.objects.filter(Identity.of(comment).rows())
