import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.utils import timezone

from accounts.models import User
from comments import actions
from comments.actions import SeenState, Verdict
from comments.models import Comment, Report, Statement, WatchedWord
from common.html.safe import SafeText
from desk.actions import bulk
from moderation import actions as house_actions
from moderation.basis import DecisionBasis
from notifications.models import Follow, Subscriber
from tests.conftest import make_user
from tests.guests import confirmed

NAME = "Quirijn Zonderling"
ADDRESS = "quirijn.zonderling@example.org"
MARKER = "kwikstaartenpraat"


def everything_in_the_database() -> str:
    """Every value of every row of every table, also those of indexes that no model knows."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    if isinstance(value, bytes | memoryview):
                        found.append(bytes(value).decode("utf-8", "replace"))
                    else:
                        found.append(str(value))
    return "\n".join(found).lower()


def reject(comment: Comment, moderator: User, note: str) -> Comment:
    comment = Comment.objects.get(pk=comment.pk)
    return actions.decide_comment(
        comment, Verdict.REJECT, by=moderator, seen=SeenState.of(comment), reason="spam", note=note
    )


@pytest.fixture
def person(db) -> User:
    return make_user(ADDRESS, NAME, affiliation=f"van {MARKER}", about=f"Over {MARKER}.")


@pytest.fixture
def history(person, article, write, moderator, reader) -> dict[str, Comment]:
    """Something of this person in every corner: as a member, and as a guest of before."""
    WatchedWord.objects.create(word="zwaluw")
    public = write(article, f"Openbaar {MARKER}.", user=person)
    answer = write(article, "Dat vind ik ook.", user=reader, parent=public)
    edited = write(article, f"Eerst {MARKER}, vroeger.", user=person)
    actions.revise_comment(Comment.objects.get(pk=edited.pk), SafeText(f"Nu {MARKER}, later."))
    held = write(article, f"Een zwaluw en {MARKER}.", user=person)
    removed = reject(write(article, f"Weg met {MARKER}.", user=person), moderator, f"Om {MARKER}.")
    statement = Statement.objects.get(decision__comment=removed)
    actions.submit_appeal(Statement.objects.whole().get(pk=statement.pk), f"Bezwaar: {MARKER}.")
    refused = write(article, f"Nog een zwaluw {MARKER}.", user=person)
    reject(refused, moderator, f"Ook {MARKER}.")
    as_guest = confirmed(article, f"Als gast {MARKER}.", email=ADDRESS, name=NAME)
    Report.objects.create(
        comment=answer,
        revision=1,
        category="illegal",
        law="art. 1",
        text=f"Omdat {MARKER}.",
        name=NAME,
        email=ADDRESS,
        reporter="r" * 64,
        status=Report.Status.OPEN,
        confirmed_at=timezone.now(),
    )
    several = write(article, f"Samen weg met {MARKER}.", user=person)
    batch = bulk.prepare_batch(moderator, Verdict.REJECT, {several.pk: SeenState.of(several)})
    bulk.confirm_batch(
        batch, by=moderator, ground=DecisionBasis.for_category("spam"), note=f"Vroeger {MARKER}."
    )
    bulk.run_batch.call(batch.pk)
    # As the administration notes that somebody changed a member.
    LogEntry.objects.log_actions(moderator.pk, [person], CHANGE, f"Was {NAME}.")
    house_actions.impose_sanction("warn", user=person, by=moderator, reason=f"Rustig met {MARKER}.")
    house_actions.add_writer_note(f"Belde over {MARKER}.", user=person, by=moderator)
    subscriber = Subscriber.objects.of_member(person)
    Follow.objects.create(subscriber=subscriber, article=article)
    return {
        "public": public,
        "answer": answer,
        "edited": edited,
        "held": held,
        "removed": removed,
        "refused": refused,
        "as_guest": as_guest,
        "several": several,
    }
