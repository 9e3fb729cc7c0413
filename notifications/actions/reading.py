"""What someone has seen of their notices."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notifications.actions.notify import ring
from notifications.kinds import Kind
from notifications.models import Notice, NoticeQuerySet


def read(user: User, notices: NoticeQuerySet) -> int:
    """This member has seen these of their own notices; says how many were new to them."""
    with transaction.atomic():
        seen = notices.of_user(user).unread().update(read_at=timezone.now())
        if seen:
            ring([user.subscriber])
    return seen


def read_all(user: User) -> int:
    return read(user, Notice.objects.all())


def read_under(user: User, article_pk: int) -> int:
    """They have the article open, and so all that is told about it; what is asked of them is
    asked on another page."""
    told = Notice.objects.filter(article=article_pk).exclude(kind=Kind.INVITED)
    return read(user, told)
