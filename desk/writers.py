"""The writer at the desk: their identity, the outcomes of their reactions, the notes on them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Min

from accounts.identity import Identity, Person
from comments.models import Comment, CommentQuerySet, Objection, Report
from moderation.models import WriterNote
from moderation.person import group_by_person
from moderation.sanctions import SanctionStatus, sanction_statuses


def is_known_writer(comment: Comment) -> bool:
    """Return True if the writer is certain: an account, or an address confirmed for this reaction.

    Only then can there be a sanction; else it would fall on the owner of an address that someone
    else typed. A confirmation of another reaction proves nothing of this one.
    """
    return Identity.of(comment).is_known


class WriterBackground(NamedTuple):
    """A writer's sanctions and notes, for an entry of the queue."""

    sanctions: SanctionStatus
    notes: list[WriterNote]  # the latest first


NOTHING_KNOWN = WriterBackground(SanctionStatus(), [])


def writer_backgrounds(comments: Iterable[Comment]) -> list[WriterBackground]:
    """Return the background of the writer of each of these, in two queries."""
    persons = [Person.of_row(comment) for comment in comments]
    known = {person for person in persons if any(person)}
    measures = sanction_statuses(known)
    notes = group_by_person(WriterNote.objects.about(known).select_related("by"), known)
    found = {person: WriterBackground(measures[person], notes[person]) for person in known}
    return [found.get(person, NOTHING_KNOWN) for person in persons]


@dataclass(frozen=True)
class WriterStatistics:
    """The numbers of all that a writer did on the site."""

    statuses: list[tuple[str, int]]
    first_at: datetime | None
    reports: list[tuple[str, int]]
    objections: list[tuple[str, int]]


def comments_by_same_writer(comment: Comment) -> CommentQuerySet:
    """Return all that its writer sent, without unconfirmed reactions: they may be another's."""
    unconfirmed = Comment.Status.UNCONFIRMED
    return Comment.objects.by_writer_of(comment).exclude(status=unconfirmed)


def writer_statistics(comment: Comment) -> WriterStatistics:
    """Return the statistics of its writer, in four queries."""
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
    """Return the label and the count of each choice that occurs, in the order of the choices."""
    counts = Counter(dict(rows.annotate(Count("pk"))))
    labels = dict(choices.choices) | {"": Report.Status.OPEN.label}
    return [(label, counts[value]) for value, label in labels.items() if counts[value]]
