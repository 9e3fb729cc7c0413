"""What the team does about a writer: measures and notes. Each is one transaction."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.actions import move_picture
from accounts.models import User
from common.email import mailbox
from moderation import tasks
from moderation.audit_log import (
    of_measure,
    of_note,
    record,
)
from moderation.models import (
    HouseRule,
    Measure,
    WriterNote,
)
from moderation.permissions import (
    LONGEST,
    may_lift,
    may_measure,
    may_remove_note,
    may_take,
)
from moderation.person import (
    Person,
    hashes_of,
)


class NotInForce(Exception):
    """The measure has ended, was lifted, or has been read already."""


@transaction.atomic
def take(
    kind: str,
    *,
    user: User | None = None,
    email: str = "",
    by: User,
    reason: str,
    days: int | None = None,
    house_rule: HouseRule | None = None,
    language: str = "nl",
) -> Measure:
    """Put a member, or a guest by a confirmed address, under a measure, and tell them.

    Raises `PermissionDenied` where `by` may not, and `ValueError` for one without an end that must
    have one, or that lasts longer than any may.
    """
    person = Person.of(user, email)
    if not (may_measure(by, person) and may_take(by, kind, days)):
        raise PermissionDenied
    if kind in (Measure.Kind.WARN, Measure.Kind.TRUST):
        days = None
    elif not days or not 0 < days <= LONGEST:
        raise ValueError(f"a measure of this kind lasts 1 to {LONGEST} days")
    now = timezone.now()
    measure = Measure.objects.create(
        kind=kind,
        user=user,
        email=person.mailbox,
        address="" if user else email,
        by=by,
        reason=reason,
        house_rule=house_rule,
        language=user.language if user else language,
        created_at=now,
        ends_at=now + timedelta(days=days) if days else None,
    )
    if user and kind in Measure.HIDES_PAGE:
        move_picture(user)
    details = {"rule": house_rule.number} if house_rule else {}
    record("measure", of_measure(measure.pk), by=by, kind=kind, days=days, **details)
    tasks.tell_taken.enqueue(measure.pk)
    return measure


@transaction.atomic
def lift(measure: Measure, *, by: User) -> None:
    """End a measure before its time, and tell the writer. Raises `NotInForce` when it is over."""
    if not may_lift(by, measure):
        raise PermissionDenied
    lifted = Measure.objects.in_force().filter(pk=measure.pk)
    if not lifted.update(lifted_at=timezone.now(), lifted_by=by):
        raise NotInForce
    record("lift", of_measure(measure.pk), by=by, kind=measure.kind)
    tasks.tell_lifted.enqueue(measure.pk)


def read_warnings(pks: Iterable[int], person: Person) -> None:
    """Someone says that they have read these warnings to them."""
    unread = Measure.objects.in_force().about([person]).filter(kind=Measure.Kind.WARN)
    unread.filter(pk__in=pks).update(read_at=timezone.now())


@transaction.atomic
def recognise(user: User) -> None:
    """What is known of a guest with an address of this member's is known of the member.

    It would be by the mailbox too, until the member gave another address.
    """
    mailboxes = {mailbox(address) for address in user.proven_addresses}
    for model in (Measure, WriterNote):
        known = model.objects.filter(model.objects.met_by(mailboxes), user=None)
        known.update(user=user)


@transaction.atomic
def note(text: str, *, user: User | None = None, email: str = "", by: User) -> WriterNote:
    """Tell colleagues something about a writer."""
    person = Person.of(user, email)
    made = WriterNote.objects.create(user=user, email=person.mailbox, by=by, text=text)
    record("note", of_note(made.pk), by=by)
    return made


@transaction.atomic
def remove_note(note: WriterNote, *, by: User) -> None:
    if not may_remove_note(by, note):
        raise PermissionDenied
    subject = of_note(note.pk)
    note.delete()
    record("note_removed", subject, by=by)


@transaction.atomic
def forget(person: Person) -> None:
    """Forget measures and notes. The record keeps that there were, naming nobody.

    What restricts them now stays until its end, and meets the same mailbox: see
    docs/decisions/0030-measures-outlive-erasure.md. Not those about another account with the same
    mailbox: whoever is banned as jan@ could be rid of that as the guest jan+x@.
    """
    theirs = Q(user=None, email=person.mailbox) if person.mailbox else Q(pk__in=())
    if person.user:
        theirs |= Q(user=person.user)
    for measure in Measure.objects.filter(theirs).outliving():
        _unname(measure)
    Measure.objects.filter(theirs).delete()
    WriterNote.objects.filter(theirs).delete()


def _unname(measure: Measure) -> None:
    """Leave of a measure what it does, until when and by which rule."""
    Measure.objects.filter(pk=measure.pk).update(
        user=None,
        email="",
        address="",
        reason="",
        language=Measure._meta.get_field("language").default,
        mailbox_hash=measure.mailbox_hash or hashes_of(measure.email)[0],
    )
