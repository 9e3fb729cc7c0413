"""Publishing and withdrawing a bulletin."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from bulletins.actions.composing import lock_bulletin
from bulletins.actions.printing import request_pdf
from bulletins.models import Bulletin
from moderation.audit_log import bulletin_subject, record


@transaction.atomic
def publish_bulletin(bulletin: Bulletin, *, by: User) -> Bulletin:
    """Publish a bulletin and request its PDF. Idempotent."""
    bulletin = lock_bulletin(bulletin)
    if bulletin.is_published:
        return bulletin
    bulletin.status = Bulletin.Status.PUBLISHED
    bulletin.published_at = bulletin.published_at or timezone.now()
    bulletin.save(update_fields=["status", "published_at"])
    record("bulletin_published", bulletin_subject(bulletin.pk), by=by, number=bulletin.number)
    request_pdf(bulletin)
    return bulletin


@transaction.atomic
def withdraw_bulletin(bulletin: Bulletin, *, by: User) -> Bulletin:
    """Withdraw a published bulletin; it can be published again."""
    bulletin = lock_bulletin(bulletin)
    if not bulletin.is_published:
        return bulletin
    bulletin.status = Bulletin.Status.WITHDRAWN
    bulletin.save(update_fields=["status"])
    record("bulletin_withdrawn", bulletin_subject(bulletin.pk), by=by, number=bulletin.number)
    return bulletin
