"""Reactions in every state that there is."""

import uuid

import pytest

from comments import actions
from comments.actions import SeenState, Verdict
from comments.models import Comment, WatchedWord
from common.html.safe import SafeText

# A rule holds every text with this word in it, whatever the policy.
WATCHED = "verboden"


@pytest.fixture
def watched(db) -> str:
    return WatchedWord.objects.create(word=WATCHED).word


@pytest.fixture
def judge(moderator):
    """Decide as the moderator who sees the reaction as it is now."""

    def judge(comment: Comment, verdict: str, **kwargs) -> Comment:
        comment = Comment.objects.get(pk=comment.pk)
        reason = "insult" if verdict == Verdict.REJECT else ""
        return actions.decide_comment(
            comment,
            verdict,
            by=moderator,
            seen=SeenState.of(comment),
            **{"reason": reason} | kwargs,
        )

    return judge


@pytest.fixture
def in_state(article, write, watched, judge):
    """Make a reaction in one of STATES."""

    def unconfirmed() -> Comment:
        writer = actions.CommentWriter(name="Daan", email="daan@example.org")
        return actions.submit_comment(
            article,
            writer,
            text=SafeText("Nog niet."),
            key=uuid.uuid4(),
            language="nl",
            confirm_first=True,
        )

    def pending() -> Comment:
        return write(article, f"Een {WATCHED} woord.")

    def published() -> Comment:
        return write(article)

    make = {
        "unconfirmed": unconfirmed,
        "pending": pending,
        "rejected": lambda: judge(pending(), Verdict.REJECT),
        "published": published,
        "held edit": lambda: actions.revise_comment(published(), SafeText(f"Toch {WATCHED}.")),
        "refused edit": lambda: judge(make["held edit"](), Verdict.REJECT),
        "removed": lambda: judge(published(), Verdict.REJECT),
        "withdrawn": lambda: actions.withdraw_comment(published()),
        "withdrawn unseen": lambda: actions.withdraw_comment(pending()),
    }
    assert list(make) == STATES
    return lambda state: make[state]()


STATES = [
    "unconfirmed",
    "pending",
    "rejected",
    "published",
    "held edit",
    "refused edit",
    "removed",
    "withdrawn",
    "withdrawn unseen",
]


@pytest.fixture(params=STATES)
def state(request) -> str:
    return request.param
