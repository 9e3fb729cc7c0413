"""People who are to be told something, and a mail server that takes it."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from comments.models import Comment
from notifications.delivery import Postman, gather
from notifications.kinds import Kind
from notifications.models import Notice, Subscriber
from tests.notifications.mailserver import MailServer


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """A real one, which Django's own mails go to."""
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def notify(reader, write):
    """Tell `reader` of an answer to a reaction of theirs; returns the notice."""

    def notify(article, text="Daar ben ik het niet mee eens.", *, to=None, **guest) -> Notice:
        to = to or reader
        mine = Comment.objects.filter(article=article, user=to).first()
        mine = mine or write(article, "Een tafel is genoeg.", user=to)
        answer = write(article, text, parent=mine, **guest)
        notice, _ = Notice.objects.update_or_create(
            subscriber=Subscriber.objects.of_member(to),
            kind=Kind.REPLY,
            comment=answer,
            article=article,
            defaults={"mail_at": timezone.now()},
        )
        return notice

    return notify


@pytest.fixture
def deliver(settings):
    """Do the chores of mail now, as if the minutes that it gathers had passed."""
    settings.MAIL_GATHER_SECONDS = 0
    postman = Postman()

    def deliver() -> int:
        gather()
        return postman.deliver()

    return deliver
