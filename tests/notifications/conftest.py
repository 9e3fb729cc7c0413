"""The worker's part of notices, and a mail server that takes the mails."""

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from articles.models import Article
from comments import actions as comments
from comments.actions import SeenState
from comments.models import Comment
from notifications import actions
from notifications.delivery import MailSender, bundle_due_notices
from notifications.kinds import NoticeKind
from notifications.models import Notice, Subscriber
from tests.notifications.mailserver import MailServer


@pytest.fixture
def spread(db) -> Callable[..., None]:
    """Tell of all that was announced so far, each as many times as asked."""

    def spread(times: int = 1) -> None:
        announced = DBTaskResult.objects.filter(task_path="notifications.tasks.spread")
        for task in announced.order_by("enqueued_at"):
            for _ in range(times):
                actions.fan_out_event(*task.args_kwargs["args"])
        announced.delete()

    return spread


@pytest.fixture
def judge(moderator) -> Callable[..., Comment]:
    def judge(comment: Comment, verdict: str = "approve", by: User = moderator, **kwargs):
        comment.refresh_from_db()
        if verdict == "reject":
            kwargs.setdefault("reason", "spam")
        return comments.decide_comment(
            comment, verdict, by=by, seen=SeenState.of(comment), **kwargs
        )

    return judge


@pytest.fixture
def follow(db) -> Callable[..., None]:
    def follow(user: User, article: Article | None = None, author: User | None = None) -> None:
        subscriber = Subscriber.objects.of_member(user)
        actions.start_following(subscriber, article=article, author=author)

    return follow


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
            kind=NoticeKind.REPLY,
            comment=answer,
            article=article,
            defaults={"mail_at": timezone.now()},
        )
        return notice

    return notify


@pytest.fixture
def deliver(settings):
    """Do the periodic work of mail now, as if the minutes that it gathers had passed."""
    settings.MAIL_GATHER_SECONDS = 0
    postman = MailSender()

    def deliver() -> int:
        bundle_due_notices()
        return postman.deliver_due_mails()

    return deliver


def told(user: User) -> list[str]:
    """The kinds of what stands for a member, the oldest first."""
    return [notice.kind for notice in Notice.objects.of_user(user).current().order_by("pk")]
