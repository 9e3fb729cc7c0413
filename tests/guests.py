"""Guests in tests: they write, confirm, and come in by the mailed link."""

import re
import uuid
from urllib.parse import urlsplit

from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from articles.models import Article
from comments import actions
from comments.models import Comment
from common.html.safe import SafeText
from tests.tasks import work

LINK = re.compile(r"https?://\S+")


def confirmed(
    article: Article, text="Dat zie ik anders.", *, email="gerda@example.org", name="Gerda", **more
) -> Comment:
    """A guest's reaction from an address that they showed to be theirs."""
    comment = unconfirmed(article, text, email=email, name=name, **more)
    return actions.confirm_comment(comment)


def unconfirmed(
    article: Article, text="Nog niet.", *, email="gerda@example.org", name="Gerda", **more
) -> Comment:
    return actions.submit_comment(
        article,
        actions.CommentWriter(name=name, email=email),
        text=SafeText(text),
        key=uuid.uuid4(),
        language="nl",
        confirm_first=True,
        **more,
    )


def mailed_path(to: str) -> str:
    """The path of the link in the last mail to this address."""
    last = [message for message in mail.outbox if message.to == [to]][-1]
    return urlsplit(LINK.search(last.body)[0]).path


def ask(client: Client, email: str):
    """Ask for a link, and let the worker do its part alone."""
    DBTaskResult.objects.all().delete()  # the mails of what came before
    answer = client.post("/mijn/link/", {"email": email})
    work()
    return answer


def come_in(client: Client, email: str = "gerda@example.org") -> None:
    """Be the guest with this address, by way of the mail."""
    ask(client, email)
    answer = client.post(mailed_path(email))
    assert answer.url == "/mijn/", answer
