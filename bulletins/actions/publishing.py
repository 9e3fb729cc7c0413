"""Showing a bulletin to everyone, and taking it back."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from bulletins.actions.composing import held
from bulletins.actions.printing import ask_printing
from bulletins.models import Bulletin
from moderation.audit_log import (
    of_bulletin,
    record,
)


@transaction.atomic
def publish(bulletin: Bulletin, *, by: User) -> Bulletin:
    """Show it to everyone, and have its PDF made. Done twice it is the same."""
    bulletin = held(bulletin)
    if bulletin.is_published:
        return bulletin
    bulletin.status = Bulletin.Status.PUBLISHED
    bulletin.published_at = bulletin.published_at or timezone.now()
    bulletin.save(update_fields=["status", "published_at"])
    record("bulletin_published", of_bulletin(bulletin.pk), by=by, number=bulletin.number)
    ask_printing(bulletin)
    return bulletin


@transaction.atomic
def withdraw(bulletin: Bulletin, *, by: User) -> Bulletin:
    """Take it from everyone; it can be published again."""
    bulletin = held(bulletin)
    if not bulletin.is_published:
        return bulletin
    bulletin.status = Bulletin.Status.WITHDRAWN
    bulletin.save(update_fields=["status"])
    record("bulletin_withdrawn", of_bulletin(bulletin.pk), by=by, number=bulletin.number)
    return bulletin
