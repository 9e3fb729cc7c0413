"""The writer at the desk: who it is, the outcomes of their reactions, the notes on them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Min

from comments.models import Comment, CommentQuerySet, Objection, Report
from moderation.models import WriterNote
from moderation.person import Person, group_by_person
from moderation.sanctions import SanctionStatus, sanction_statuses


def identify_writer(comment: Comment) -> Person:
    """Needs `comment.user`."""
    return Person.of(comment.user, comment.email)


def is_known_writer(comment: Comment) -> bool:
    """Return True if it is sure whose it is: of an account, or confirmed by mail. Only then can
    there be a measure; else it would meet whoever has the address that someone typed. That its
    reader once confirmed another reaction says nothing of this one."""
    if comment.user_id:
        return True
    return bool(comment.email) and comment.confirmed_at is not None


class WriterBackground(NamedTuple):
    """The background of a writer in an entry, besides the record of their reactions."""

    standing: SanctionStatus
    notes: list[WriterNote]  # the latest first


NOTHING_KNOWN = WriterBackground(SanctionStatus(), [])


def writer_backgrounds(comments: Iterable[Comment]) -> list[WriterBackground]:
    """The same for the writer of each of these, in two queries."""
    persons = [identify_writer(comment) for comment in comments]
    known = {person for person in persons if any(person)}
    measures = sanction_statuses(known)
    notes = group_by_person(WriterNote.objects.about(known).select_related("by"), known)
    found = {person: WriterBackground(measures[person], notes[person]) for person in known}
    return [found.get(person, NOTHING_KNOWN) for person in persons]


@dataclass(frozen=True)
class WriterStatistics:
    """All that this writer did here, in figures."""

    statuses: list[tuple[str, int]]
    first_at: datetime | None
    reports: list[tuple[str, int]]
    objections: list[tuple[str, int]]


def comments_by_same_writer(comment: Comment) -> CommentQuerySet:
    """All that its writer sent; what is not confirmed may be another's."""
    unconfirmed = Comment.Status.UNCONFIRMED
    return Comment.objects.by_writer_of(comment).exclude(status=unconfirmed)


def writer_statistics(comment: Comment) -> WriterStatistics:
    """The record of its writer, in four queries."""
    theirs = comments_by_same_writer(comment).order_by()
    return WriterStatistics(
        statuses=_counted(theirs.values_list("status"), Comment.Status),
        first_at=theirs.aggregate(first=Min("created_at"))["first"],
        reports=_counted(
            Report.objects.filter(comment__in=theirs).order_by().values_list("status"),
            Report.Status,
        ),
        objections=_counted(
            Objection.objects.filter(statement__decision__comment__in=theirs)
            .order_by()
            .values_list("outcome"),
            Objection.Outcome,
        ),
    )


def _counted(rows, choices) -> list[tuple[str, int]]:
    """Count each choice that occurs, in the order of the choices."""
    counts = Counter(dict(rows.annotate(Count("pk"))))
    labels = dict(choices.choices) | {"": Report.Status.OPEN.label}
    return [(label, counts[value]) for value, label in labels.items() if counts[value]]
