"""The verbs of personal data: asking for a copy, asking to be forgotten, and doing both."""

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
from comments import word_index
from comments.actions import (
    erase,
    erase_looks,
    erase_reports,
    forget_words,
    learn_anew,
)
from common import email
from moderation import actions as house
from moderation import audit_log
from notifications import actions as told
from privacy import (
    export,
    retention,
    tasks,
)
from privacy.data_subject import Whose
from privacy.models import (
    CALL_BACK_HOURS,
    Erasure,
    Export,
)
from search import actions as search

log = logging.getLogger(__name__)


class LastAdministrator(Exception):
    """Someone must be left who can give roles."""


# --- A copy ---------------------------------------------------------------------------------------


@transaction.atomic
def ask_copy(whose: Whose, language: str) -> Export:
    """Have a copy made. While one is being made, or when one is there, that one is given."""
    Export.objects.of(whose).filter(failed_at__isnull=False).delete()
    if there := Export.objects.of(whose).first():
        return there
    asked = Export.objects.create(**whose.fields(), language=language)
    make_copy.enqueue(asked.pk)
    return asked


@task()
def make_copy(pk: int) -> None:
    """Make it, showing how far it is. Done twice it is the same."""
    asked = Export.objects.filter(pk=pk, ready_at=None).select_related("user").first()
    if asked is None:
        return
    rows = Export.objects.filter(pk=pk)
    total = export.size(asked.whose)
    rows.update(total=total, done=0)

    def progress(done: int) -> None:
        # Now and then: a row written for each reaction would take longer than reading them.
        if done % 20 == 0 or done >= total - export.STEPS:
            rows.update(done=min(done, total))

    try:
        content = export.make(asked.whose, asked.language, progress)
    except Exception:
        rows.update(failed_at=timezone.now())
        raise
    rows.update(content=content, ready_at=timezone.now(), done=total)


def drop_copy(whose: Whose) -> None:
    Export.objects.of(whose).delete()


# --- Being forgotten ------------------------------------------------------------------------------


@transaction.atomic
def ask_erasure(whose: Whose, *, keep: bool, language: str) -> Erasure:
    """Have someone forgotten in a day. Asked again, the choice is the latest and the day the first.

    Raises `LastAdministrator`.
    """
    if whose.user and _is_last_administrator(whose.user):
        raise LastAdministrator
    due = timezone.now() + timedelta(hours=CALL_BACK_HOURS)
    asked, is_new = Erasure.objects.update_or_create(
        **whose.fields(),
        defaults={"keep": keep},
        create_defaults={"keep": keep, "language": language, "due_at": due},
    )
    if is_new:
        tasks.tell_asked.enqueue(asked.pk)
    return asked


def call_back(asked: Erasure) -> bool:
    """Take it back; False when it was too late: once its day has passed it may be under way."""
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


def erase_due() -> int:
    """Forget everyone whose day has passed; returns how many."""
    due = Erasure.objects.filter(due_at__lte=timezone.now()).select_related("user")
    count = 0
    for asked in due:
        try:
            if asked.user and _is_last_administrator(asked.user):
                # Since it was asked, the others left. It is theirs to make someone else one.
                Erasure.objects.filter(pk=asked.pk).update(
                    due_at=timezone.now() + timedelta(hours=CALL_BACK_HOURS)
                )
                continue
            carry_out(asked)
            count += 1
        except Exception:
            # It is due still, and goes on where it stopped.
            log.exception("An erasure failed and is tried again")
    return count


def carry_out(asked: Erasure) -> None:
    """Forget someone. Stopped at any moment, it goes on where it was: what is forgotten is found
    no more, and the row that asks for it goes last."""
    whose, user_pk = asked.whose, asked.user_id
    address = whose.address or (whose.user.email if whose.user else "")
    for comment in written.written_by(whose.user, address).select_related("article"):
        erase(comment, keep=asked.keep)
    erase_reports(whose.user, address)
    erase_looks(address)
    told.forget(whose.user, address)
    house.forget(whose.person)
    tasks.forget_results(address)
    word_index.forget()
    search.forget()
    learn_anew()
    _tell_done(whose, asked.language)
    with transaction.atomic():
        GuestLink.objects.filter(email=address).delete()
        Export.objects.of(whose).delete()
        Erasure.objects.filter(pk=asked.pk).delete()
        if whose.user:
            # The byline is of the article, which was published under that name by agreement.
            Byline.objects.filter(user=whose.user).update(user=None)
            account.erase(whose.user)
        subject = audit_log.of_member(user_pk) if user_pk else "guest"
        audit_log.record("erased", subject, kept=asked.keep)


def _tell_done(whose: Whose, language: str) -> None:
    """While there still is an address. Nobody is kept on record for a mail that fails."""
    if not whose.mail:
        return
    try:
        email.send("erased", whose.mail, {}, language)
    except email.FAILURES:
        log.warning("Someone could not be told that they were erased")


# --- What is past its time ------------------------------------------------------------------------


def delete_past() -> dict[str, int]:
    """Delete all that is past its time, some at a time; returns how many of what."""
    return {keep.name: _delete(keep) for keep in retention.table()}


def _delete(keep: retention.Keep) -> int:
    deleted = 0
    while pks := list(retention.due(keep).values_list("pk", flat=True)[: retention.BATCH]):
        rows = retention.due(keep).model.objects.filter(pk__in=pks)
        if keep.name == "refused-words":
            forget_words(rows)
        else:
            rows.delete()
        deleted += len(pks)
    return deleted
