"""Reminding authors of the questions that wait for them."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from comments.models import Comment
from notifications.actions.notify import raise_state_notice
from notifications.frequencies import last_mail_hour
from notifications.kinds import NoticeKind
from notifications.models import Subscriber


def remind_authors() -> None:
    """Raise a notice, once a day, for each author with open questions.

    The mail is sent at the author's own frequency and lists the questions that are open then. If
    none are, no mail is sent.
    """
    waits = Exists(Comment.objects.open_questions(OuterRef("pk")))
    authors = User.objects.filter(bylines__isnull=False, is_active=True).filter(waits).distinct()
    subscribers = Subscriber.objects.of_members(authors)
    raise_state_notice(NoticeKind.WAITING, subscribers, at=last_mail_hour(timezone.now()))
