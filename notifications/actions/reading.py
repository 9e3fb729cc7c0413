"""Marking notices as seen and read."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notifications.actions.notify import push_unread_changed
from notifications.kinds import NoticeKind
from notifications.models import Notice, NoticeQuerySet


def mark_notices_read(user: User, notices: NoticeQuerySet) -> int:
    """This member has seen these of their own notices; says how many were new to them."""
    with transaction.atomic():
        seen = notices.of_user(user).unread().update(read_at=timezone.now())
        if seen:
            push_unread_changed([user.subscriber])
    return seen


def mark_all_notices_read(user: User) -> int:
    return mark_notices_read(user, Notice.objects.all())


def mark_article_notices_read(user: User, article_pk: int) -> int:
    """They have the article open, and so all that is told about it; what is asked of them is
    asked on another page."""
    told = Notice.objects.filter(article=article_pk).exclude(kind=NoticeKind.INVITED)
    return mark_notices_read(user, told)
