"""Creating notices in batches, and pushing the new unread count to open pages."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Article
from comments import muting
from comments.models import Comment, Decision, Fold
from common import live
from notifications.badges import NOTICE_GROUP
from notifications.frequencies import next_mail_time
from notifications.models import Notice, Subscriber, SubscriberQuerySet, subscriber_paces

BATCH_SIZE = 100  # limited by the size of one insert in SQLite


def notify_subscribers(
    subscribers: SubscriberQuerySet,
    kind: str,
    *,
    comment: Comment | None = None,
    article: Article | None = None,
    decision: Decision | None = None,
    mailed: bool = True,
) -> None:
    """Create one notice for each of these subscribers, mailed at the frequency that each chose.

    Idempotent. Each batch is a transaction with a constant number of queries.
    """
    article = comment.article if comment else article
    about = {"kind": kind, "comment": comment, "article": article, "decision": decision}
    for batch in _batches(subscribers):
        with transaction.atomic():
            _notify_batch(batch, about, mailed)


def _batches(subscribers: SubscriberQuerySet) -> Iterator[list[Subscriber]]:
    reachable = subscribers.exclude(user__is_active=False).order_by("pk")
    last = 0
    while batch := list(reachable.filter(pk__gt=last)[:BATCH_SIZE]):
        yield batch
        last = batch[-1].pk


def _notify_batch(batch: list[Subscriber], about: dict, mailed: bool) -> None:
    now = timezone.now()
    paces = subscriber_paces(batch, about["kind"])
    known = Notice.objects.filter(subscriber__in=batch, **about)
    told = set(known.values_list("subscriber", flat=True))
    if about["comment"] and not about["decision"]:
        told |= _muted_by(about["comment"], batch)
    notices = []
    for subscriber in batch:
        mail_at = next_mail_time(paces[subscriber.pk], now) if mailed else None
        # A guest has no unread badge, so a notice that is not mailed would never be seen.
        if subscriber.pk not in told and (subscriber.user_id or mail_at):
            notices.append(Notice(subscriber=subscriber, created_at=now, mail_at=mail_at, **about))
    # Another worker may be creating the same notices.
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    push_unread_changed(notice.subscriber for notice in notices)


def _muted_by(comment: Comment, batch: list[Subscriber]) -> set[int]:
    """Return the keys of the subscribers in the batch who muted the writer of this comment."""
    members = {one.user_id: one.pk for one in batch if one.user_id}
    mark = muting.writer_mark(comment)
    folds = Fold.objects.filter(by__in=members).select_related("comment")
    return {
        members[fold.by_id]
        for fold in folds
        if muting.writer_mark(fold.comment, comment.article_id) == mark
    }


def raise_state_notice(kind: str, subscribers: SubscriberQuerySet, *, at: datetime) -> None:
    """Notify of a state, such as comments that wait: one notice a person, made unread again.

    `at` is the time of the last addition. Idempotent for the same `at`.
    """
    about = {"kind": kind, "comment": None, "article": None}
    for batch in _batches(subscribers):
        with transaction.atomic():
            known = Notice.objects.filter(subscriber__in=batch, **about).select_related("mail")
            there = {n.subscriber_id: n for n in known.select_for_update(of=("self",))}
            paces = subscriber_paces(batch, kind)
            new, again, unread = [], [], []
            for subscriber in batch:
                notice = there.get(subscriber.pk)
                mail_at = next_mail_time(paces[subscriber.pk], timezone.now())
                if notice is None:
                    notice = Notice(subscriber=subscriber, created_at=at, mail_at=mail_at, **about)
                    new.append(notice)
                    unread.append(subscriber)
                elif notice.created_at < at:
                    if notice.read_at:
                        unread.append(subscriber)
                    _raise_notice(notice, at, mail_at)
                    again.append(notice)
            Notice.objects.bulk_create(new, ignore_conflicts=True)
            Notice.objects.bulk_update(again, ["created_at", "read_at", "mail_at", "mail"])
            push_unread_changed(unread)


def _raise_notice(notice: Notice, at: datetime, mail_at: datetime | None) -> None:
    notice.created_at, notice.read_at = at, None
    # A mail that is still to be sent describes the state at that moment, so no second one.
    on_its_way = notice.mail is not None and notice.mail.due_at is not None
    if notice.mail_at is None and not on_its_way:
        notice.mail_at, notice.mail = mail_at, None


def push_unread_changed(subscribers: Iterable[Subscriber]) -> None:
    """Tell the open pages of these members that their unread count may have changed."""
    members = {one.pk: one.user_id for one in subscribers if one.user_id}
    if not members:
        return
    with transaction.atomic(savepoint=False):
        rows = Subscriber.objects.filter(pk__in=members)
        # Lock in a fixed order: two batches with the same people would otherwise deadlock.
        list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        rows.update(bell=F("bell") + 1)
        live.push_to_room(
            NOTICE_GROUP, lambda: {"type": "bell.rang", "people": list(members.values())}
        )
