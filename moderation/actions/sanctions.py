"""The team's actions on a writer: sanctions and notes. Each is a single transaction."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.actions import move_profile_picture
from accounts.identity import Identity, Person
from accounts.models import User
from common.email import mailbox
from moderation import tasks
from moderation.audit_log import note_subject, record, sanction_subject
from moderation.models import HouseRule, Measure, WriterNote
from moderation.permissions import (
    MAX_SANCTION_DAYS,
    may_impose_sanction,
    may_lift_sanction,
    may_remove_writer_note,
    may_sanction,
)
from moderation.person import mailbox_hashes


class SanctionNotInForce(Exception):
    """The sanction has ended, was lifted, or is a warning that has been read."""


@transaction.atomic
def impose_sanction(
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
    """Impose a sanction on a member, or on a guest by a confirmed address, and mail them.

    Raises `PermissionDenied` if `by` may not, and `ValueError` if the kind needs an end and `days`
    is missing or over the maximum.
    """
    person = Person.of(user, email)
    if not (may_sanction(by, person) and may_impose_sanction(by, kind, days)):
        raise PermissionDenied
    if kind in (Measure.Kind.WARN, Measure.Kind.TRUST):
        days = None
    elif not days or not 0 < days <= MAX_SANCTION_DAYS:
        raise ValueError(f"a sanction of this kind lasts 1 to {MAX_SANCTION_DAYS} days")
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
        move_profile_picture(user)
    details = {"rule": house_rule.number} if house_rule else {}
    record("measure", sanction_subject(measure.pk), by=by, kind=kind, days=days, **details)
    tasks.mail_sanction_imposed.enqueue(measure.pk)
    return measure


@transaction.atomic
def lift_sanction(measure: Measure, *, by: User) -> None:
    """Lift a sanction and mail the writer. Raises `SanctionNotInForce` if it is over."""
    if not may_lift_sanction(by, measure):
        raise PermissionDenied
    lifted = Measure.objects.in_force().filter(pk=measure.pk)
    if not lifted.update(lifted_at=timezone.now(), lifted_by=by):
        raise SanctionNotInForce
    record("lift", sanction_subject(measure.pk), by=by, kind=measure.kind)
    tasks.mail_sanction_lifted.enqueue(measure.pk)


def mark_warnings_read(pks: Iterable[int], person: Person) -> None:
    """Mark these warnings as read by the person whom they are for."""
    unread = Measure.objects.in_force().about([person]).filter(kind=Measure.Kind.WARN)
    unread.filter(pk__in=pks).update(read_at=timezone.now())


@transaction.atomic
def claim_guest_sanctions(user: User) -> None:
    """Give a member the sanctions and notes of a guest with one of the member's addresses.

    The mailbox would match them too, but only until the member changes their address.
    """
    mailboxes = {mailbox(address) for address in user.proven_addresses}
    for model in (Measure, WriterNote):
        known = model.objects.filter(model.objects.about_mailboxes(mailboxes), user=None)
        known.update(user=user)


@transaction.atomic
def add_writer_note(
    text: str, *, user: User | None = None, email: str = "", by: User
) -> WriterNote:
    """Add a note about a writer, for colleagues."""
    person = Person.of(user, email)
    made = WriterNote.objects.create(user=user, email=person.mailbox, by=by, text=text)
    record("note", note_subject(made.pk), by=by)
    return made


@transaction.atomic
def remove_writer_note(note: WriterNote, *, by: User) -> None:
    if not may_remove_writer_note(by, note):
        raise PermissionDenied
    subject = note_subject(note.pk)
    note.delete()
    record("note_removed", subject, by=by)


@transaction.atomic
def erase_sanctions_and_notes(person: Person) -> None:
    """Delete a person's sanctions and notes. The audit log keeps its entries, which name nobody.

    A restriction in force stays until its end, and still applies to the same mailbox: see
    docs/decisions/0030-measures-outlive-erasure.md. Rows about another account with the same
    mailbox stay: else a member banned as jan@ could escape by an erasure as the guest jan+x@.
    """
    theirs = Identity(person.user).rows() | Identity(None, person.mailbox).rows()
    for measure in Measure.objects.filter(theirs).surviving_erasure():
        _anonymize_sanction(measure)
    Measure.objects.filter(theirs).delete()
    WriterNote.objects.filter(theirs).delete()


def _anonymize_sanction(measure: Measure) -> None:
    """Remove the writer, address and reason from a sanction; keep a hash of the mailbox."""
    Measure.objects.filter(pk=measure.pk).update(
        user=None,
        email="",
        address="",
        reason="",
        language=Measure._meta.get_field("language").default,
        mailbox_hash=measure.mailbox_hash or mailbox_hashes(measure.email)[0],
    )
