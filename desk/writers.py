"""What the desk knows of a writer: who it is, what became of their reactions, what was noted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Min

from comments.models import Comment, CommentQuerySet, Objection, Report
from moderation.models import WriterNote
from moderation.person import (
    Person,
    by_person,
)
from moderation.sanctions import (
    Standing,
    standings,
)


def person_of(comment: Comment) -> Person:
    """Needs `comment.user`."""
    return Person.of(comment.user, comment.email)


def is_known(comment: Comment) -> bool:
    """Whether it is sure whose it is: of an account, or confirmed from its address. Only then can
    there be a measure; else it would meet whoever has the address that someone typed. That its
    reader once confirmed another reaction says nothing of this one."""
    if comment.user_id:
        return True
    return bool(comment.email) and comment.confirmed_at is not None


class About(NamedTuple):
    """What an entry says of its writer, besides the record of their reactions."""

    standing: Standing
    notes: list[WriterNote]  # the latest first


NOTHING_KNOWN = About(Standing(), [])


def about(comments: Iterable[Comment]) -> list[About]:
    """The same for the writer of each of these, in two queries."""
    persons = [person_of(comment) for comment in comments]
    known = {person for person in persons if any(person)}
    measures = standings(known)
    notes = by_person(WriterNote.objects.about(known).select_related("by"), known)
    found = {person: About(measures[person], notes[person]) for person in known}
    return [found.get(person, NOTHING_KNOWN) for person in persons]


@dataclass(frozen=True)
class Record:
    """All that this writer did here, in figures."""

    statuses: list[tuple[str, int]]
    first_at: datetime | None
    reports: list[tuple[str, int]]
    objections: list[tuple[str, int]]


def all_by(comment: Comment) -> CommentQuerySet:
    """All that its writer sent; what is not confirmed may be another's."""
    unconfirmed = Comment.Status.UNCONFIRMED
    return Comment.objects.by_writer_of(comment).exclude(status=unconfirmed)


def record(comment: Comment) -> Record:
    """The record of its writer, in four queries."""
    theirs = all_by(comment).order_by()
    return Record(
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
    """How many there are of each, those of which there are any, in the order of the choices."""
    counts = Counter(dict(rows.annotate(Count("pk"))))
    labels = dict(choices.choices) | {"": Report.Status.OPEN.label}
    return [(label, counts[value]) for value, label in labels.items() if counts[value]]
