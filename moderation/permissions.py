"""Permissions to sanction a writer. One predicate a permission."""

from django.db.models import Q

from accounts.identity import Person
from accounts.models import User
from accounts.permissions import may_moderate, may_set_rules
from common.email import mailbox
from moderation.models import AuditEntry, Measure, WriterNote

MAX_SANCTION_DAYS = 365  # for every kind and by anyone; then it must be decided again
MAX_SUSPENSION_DAYS_BY_MODERATORS = 30  # days of suspension


def may_sanction(user, person: Person) -> bool:
    """Permission to sanction this writer: never one of the team, oneself included."""
    return may_moderate(user) and person.user != user.pk and not is_team_member(person)


def is_team_member(person: Person) -> bool:
    """Return True for an author, moderator, editor or administrator, also when signed out."""
    team = (
        User.objects.team_members()
        | User.objects.filter(Q(is_superuser=True), is_active=True).distinct()
    )
    return any(
        pk == person.user or mailbox(email) == person.mailbox
        for pk, email in team.values_list("pk", "email")
    )


def may_impose_sanction(user, kind: str, days: int | None = None) -> bool:
    """Permission for this kind and length. A ban or a long suspension is for editors."""
    if kind == Measure.Kind.BAN:
        return may_set_rules(user)
    if kind == Measure.Kind.SUSPEND and (days or 0) > MAX_SUSPENSION_DAYS_BY_MODERATORS:
        return may_set_rules(user)
    return may_moderate(user)


def may_lift_sanction(user, measure: Measure) -> bool:
    """Permission to lift a sanction: for those who may impose it, except on oneself."""
    is_own = measure.is_about(Person.of(user))
    return not is_own and may_impose_sanction(user, measure.kind, measure.days)


def may_remove_writer_note(user, note: WriterNote) -> bool:
    """Permission to remove a note: one's own, and for editors any."""
    return may_set_rules(user) or (may_moderate(user) and note.by_id == user.pk)


def readable_audit_entries(user):
    """Return the audit entries that a user may read: editors all, moderators only their own.

    The log shows when each of the team worked and what they decided: not for their colleagues.
    """
    entries = AuditEntry.objects.all()
    if may_set_rules(user):
        return entries
    return entries.filter(actor=user.pk) if may_moderate(user) else entries.none()
