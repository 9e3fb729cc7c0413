"""Telling authors, in their own time, of what waits for them."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from comments.models import Comment
from notifications.actions.notify import raise_state_notice
from notifications.frequencies import last_mail_hour
from notifications.kinds import NoticeKind
from notifications.models import Subscriber


def remind_authors() -> None:
    """Once a day, note for each author for whom something waits that it does.

    Their mail is sent when their pace lets it out, and says what waits then. When nothing does any
    more, there is no mail.
    """
    waits = Exists(Comment.objects.open_questions(OuterRef("pk")))
    authors = User.objects.filter(bylines__isnull=False, is_active=True).filter(waits).distinct()
    subscribers = Subscriber.objects.of_members(authors)
    raise_state_notice(NoticeKind.WAITING, subscribers, at=last_mail_hour(timezone.now()))
