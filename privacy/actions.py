"""Actions on personal data: request and build an export, request and run an erasure."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from accounts import actions as account
from accounts import roles
from accounts.models import GuestLink, User
from articles.models import Byline
from comments import personal_data as written
from comments.actions import (
    erase_comment,
    erase_last_seen,
    erase_reports,
    erase_revision_texts,
    optimize_words,
    relearn_all_decisions,
)
from common import email
from moderation import actions as house
from moderation import audit_log
from notifications import actions as told
from privacy import export, retention, tasks
from privacy.data_subject import DataSubject
from privacy.models import ERASURE_CANCEL_HOURS, Erasure, Export
from search import actions as search

log = logging.getLogger(__name__)


class LastAdministratorErasure(Exception):
    """The last administrator cannot be erased: someone must be able to give roles."""


# --- Export ---------------------------------------------------------------------------------------


@transaction.atomic
def request_export(whose: DataSubject, language: str) -> Export:
    """Request an export; return the existing one if there is one, unless it failed."""
    Export.objects.of(whose).filter(failed_at__isnull=False).delete()
    if there := Export.objects.of(whose).first():
        return there
    asked = Export.objects.create(**whose.identity.columns(), language=language)
    build_export.enqueue(asked.pk)
    return asked


@task()
def build_export(pk: int) -> None:
    """Build an export and record its progress; safe to run twice."""
    asked = Export.objects.filter(pk=pk, ready_at=None).select_related("user").first()
    if asked is None:
        return
    rows = Export.objects.filter(pk=pk)
    total = export.count_export_steps(asked.data_subject)
    rows.update(total=total, done=0)

    def progress(done: int) -> None:
        # Not at every step: an update for each reaction would cost more than reading them.
        if done % 20 == 0 or done >= total - export.FIXED_STEPS:
            rows.update(done=min(done, total))

    try:
        content = export.build_export_zip(asked.data_subject, asked.language, progress)
    except Exception:
        rows.update(failed_at=timezone.now())
        raise
    rows.update(content=content, ready_at=timezone.now(), done=total)


def delete_export(whose: DataSubject) -> None:
    Export.objects.of(whose).delete()


# --- Erasure --------------------------------------------------------------------------------------


@transaction.atomic
def request_erasure(whose: DataSubject, *, keep: bool, language: str) -> Erasure:
    """Schedule an erasure in a day. A second request changes the choice, not the due time.

    Raises `LastAdministratorErasure`.
    """
    if whose.user and _is_last_administrator(whose.user):
        raise LastAdministratorErasure
    due = timezone.now() + timedelta(hours=ERASURE_CANCEL_HOURS)
    asked, is_new = Erasure.objects.update_or_create(
        **whose.identity.columns(),
        defaults={"keep": keep},
        create_defaults={"keep": keep, "language": language, "due_at": due},
    )
    if is_new:
        tasks.mail_erasure_requested.enqueue(asked.pk)
    return asked


def cancel_erasure(asked: Erasure) -> bool:
    """Cancel an erasure; return False if it was due already, since it may be under way."""
    waiting = Erasure.objects.filter(pk=asked.pk, due_at__gt=timezone.now())
    deleted, _ = waiting.delete()
    return bool(deleted)


def _is_last_administrator(user: User) -> bool:
    if roles.ADMINISTRATORS not in user.roles and not user.is_superuser:
        return False
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    return not (
        others.filter(is_superuser=True) | others.filter(groups__name=roles.ADMINISTRATORS)
    ).exists()


def run_due_erasures() -> int:
    """Run all erasures that are due; return their number."""
    due = Erasure.objects.filter(due_at__lte=timezone.now()).select_related("user")
    count = 0
    for asked in due:
        try:
            if asked.user and _is_last_administrator(asked.user):
                # The other administrators left since: postpone until there is another one.
                Erasure.objects.filter(pk=asked.pk).update(
                    due_at=timezone.now() + timedelta(hours=ERASURE_CANCEL_HOURS)
                )
                continue
            run_erasure(asked)
            count += 1
        except Exception:
            # It is still due: the next run continues where this one stopped.
            log.exception("erasure.failed erasure=%s", asked.pk)
    return count


def run_erasure(asked: Erasure) -> None:
    """Erase someone. If stopped, it can be run again: what was erased is no longer found, and the
    request itself is deleted last."""
    whose, user_pk = asked.data_subject, asked.user_id
    address = whose.address or (whose.user.email if whose.user else "")
    for comment in written.comments_written_by(whose.user, address).select_related("article"):
        erase_comment(comment, keep=asked.keep)
    erase_reports(whose.user, address)
    erase_last_seen(address)
    told.erase_subscriber(whose.user, address)
    house.erase_sanctions_and_notes(whose.person)
    tasks.delete_task_results(address)
    optimize_words()
    search.purge_search_index()
    relearn_all_decisions()
    _mail_erasure_done(whose, asked.language)
    with transaction.atomic():
        GuestLink.objects.filter(email=address).delete()
        Export.objects.of(whose).delete()
        Erasure.objects.filter(pk=asked.pk).delete()
        if whose.user:
            # The byline stays: the article was published under that name by agreement.
            Byline.objects.filter(user=whose.user).update(user=None)
            account.delete_account(whose.user)
        subject = audit_log.member_subject(user_pk) if user_pk else "guest"
        audit_log.record("erased", subject, kept=asked.keep)


def _mail_erasure_done(whose: DataSubject, language: str) -> None:
    """Mail that the erasure is done, while the address is still known.

    A failed mail is not retried: that would mean keeping the address.
    """
    if not whose.address:
        return
    try:
        email.send_templated_mail("erased", whose.address, {}, language)
    except email.MAIL_ERRORS:
        log.warning("erasure.mail_failed")


# --- Retention ------------------------------------------------------------------------------------


def delete_expired_rows() -> dict[str, int]:
    """Delete all that the retention rules let expire, in batches; return the count of each rule."""
    return {keep.name: _delete_expired(keep) for keep in retention.retention_rules()}


def _delete_expired(keep: retention.RetentionRule) -> int:
    deleted = 0
    while pks := list(
        retention.expired_rows(keep).values_list("pk", flat=True)[: retention.BATCH_SIZE]
    ):
        rows = retention.expired_rows(keep).model.objects.filter(pk__in=pks)
        if keep.name == "refused-words":
            erase_revision_texts(rows)
        else:
            rows.delete()
        deleted += len(pks)
    return deleted
