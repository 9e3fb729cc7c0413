"""The rules, each a question to one reaction: what it found, in a few words, or None.

They look at `comment.text`, `.html` and `.name` as they would become public, and write nothing.
`moderation.py` puts them in order and says what follows.
"""

import re
from datetime import timedelta
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q

from comments.models import BlockedDomain, Comment, Decision, WatchedWord
from common.names import fold
from common.similarity import NEARLY_THE_SAME, differing_bits, fingerprint

_LINK = re.compile(r'<a href="([^"]*)"')


def honeypot(comment: Comment) -> str | None:
    """A field that people do not see was filled in."""
    return "" if comment.signs.get("trap") else None


def too_fast(comment: Comment) -> str | None:
    """Sent sooner after the form was opened than anyone can type it."""
    seconds = comment.signs.get("seconds_open")
    if seconds is None or comment.user_id:
        return None
    # A fast typist does some 10 characters a second; pasting a prepared text takes 2 seconds.
    return str(seconds) if seconds < 2 else None


def flood(comment: Comment) -> str | None:
    """Too many in a minute: by this account, this address, or this network."""
    most = settings.COMMENTS_MOST_A_MINUTE
    if comment.signs.get("network_minute", 0) > most * 2:
        return str(comment.signs["network_minute"])
    recent = _by_same_writer(comment).filter(
        created_at__gt=comment.created_at - timedelta(minutes=1),
        created_at__lte=comment.created_at,
    )
    count = recent.count() + 1
    return str(count) if count > most else None


def shouting(comment: Comment) -> str | None:
    """Mostly capitals, or one sign repeated over and over."""
    letters = [c for c in comment.text if c.isalpha() and c.lower() != c.upper()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) >= 20 and capitals > 0.6 * len(letters):
        return f"{100 * capitals // len(letters)} %"
    if match := re.search(r"([^\s.\-_=*])\1{9,}", comment.text):
        return match[0][:10]
    return None


def watched_words(comment: Comment) -> str | None:
    found = find_words(f"{comment.name}\n{comment.text}")
    return ", ".join(found) or None


def links(comment: Comment) -> str | None:
    count = len(_LINK.findall(comment.html))
    return str(count) if count > settings.COMMENTS_MAX_LINKS else None


def blocked_domains(comment: Comment) -> str | None:
    hosts = {urlsplit(unescape(link)).hostname or "" for link in _LINK.findall(comment.html)}
    parents = {
        ".".join(parts[start:])
        for host in hosts
        for parts in [host.rstrip(".").split(".")]
        for start in range(len(parts))
    }
    if not parents:
        return None
    blocked = BlockedDomain.objects.filter(domain__in=parents).values_list("domain", flat=True)
    return ", ".join(blocked) or None


def repetition(comment: Comment) -> str | None:
    """The same, or nearly the same, as one of the last thousand reactions of the site."""
    own = fingerprint(comment.text)
    if own is None:
        return None
    recent = (
        Comment.objects.exclude(pk=comment.pk)
        .filter(fingerprint__isnull=False, pk__lt=comment.pk or 2**62)
        .order_by("-pk")
        .values_list("pk", "fingerprint")[:1000]
    )
    for pk, other in recent:
        if differing_bits(own, other) <= NEARLY_THE_SAME:
            return str(pk)
    return None


def often_rejected(comment: Comment) -> str | None:
    """Of this writer's last twenty judged reactions, moderators refused more than half."""
    verdicts = list(
        Decision.objects.filter(comment__in=_by_same_writer(comment))
        .exclude(by=None)
        .order_by("-pk")
        .values_list("verdict", flat=True)[:20]
    )
    refused = verdicts.count(Decision.Verdict.REJECT)
    if len(verdicts) >= 3 and refused * 2 > len(verdicts):
        return f"{refused}/{len(verdicts)}"
    return None


def _by_same_writer(comment: Comment):
    """This writer's other reactions, by account or by address."""
    others = Comment.objects.exclude(pk=comment.pk)
    if comment.user_id:
        return others.filter(user=comment.user_id)
    if not comment.email:
        return others.none()
    return others.filter(Q(email=comment.email), user=None)


# --- Watched words -------------------------------------------------------------------------------


def find_words(text: str) -> list[str]:
    """The watched words in `text`, as they stand on the list, in its order.

    Case, accents, invisible marks and letters that look like others make no difference.
    """
    folded = " ".join(fold(text).split())
    words = WatchedWord.objects.values_list("word", flat=True)
    return [word for word in words if _pattern(word).search(folded)]


@lru_cache(maxsize=5000)
def _pattern(word: str) -> re.Pattern:
    """Whole words; a star stands for any letters, at either end or within."""
    parts = [re.escape(" ".join(fold(part).split())) for part in word.split("*")]
    # An underscore is no letter here: around a word it is emphasis.
    letters = r"[^\W_]"
    return re.compile(rf"(?<!{letters}){f'{letters}*'.join(parts)}(?!{letters})")
