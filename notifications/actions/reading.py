"""Marking notices as read."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notifications.actions.notify import push_unread_changed
from notifications.kinds import NoticeKind
from notifications.models import Notice, NoticeQuerySet


def mark_notices_read(user: User, notices: NoticeQuerySet) -> int:
    """Mark those of these notices that are the member's as read; return how many were unread."""
    with transaction.atomic():
        seen = notices.of_user(user).unread().update(read_at=timezone.now())
        if seen:
            push_unread_changed([user.subscriber])
    return seen


def mark_all_notices_read(user: User) -> int:
    return mark_notices_read(user, Notice.objects.all())


def mark_article_notices_read(user: User, article_pk: int) -> int:
    """Mark the notices about an open article as read, except invitations.

    An invitation is answered on another page.
    """
    told = Notice.objects.filter(article=article_pk).exclude(kind=NoticeKind.INVITED)
    return mark_notices_read(user, told)
