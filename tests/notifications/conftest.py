"""What the worker would do of what was announced."""

from collections.abc import Callable

import pytest
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from articles.models import Article
from comments import actions as comments
from comments.actions import Seen
from comments.models import Comment
from notifications import actions
from notifications.models import Notice, Subscriber


@pytest.fixture
def spread(db) -> Callable[..., None]:
    """Tell of all that was announced so far, each as many times as asked."""

    def spread(times: int = 1) -> None:
        announced = DBTaskResult.objects.filter(task_path="notifications.tasks.spread")
        for task in announced.order_by("enqueued_at"):
            for _ in range(times):
                actions.spread(*task.args_kwargs["args"])
        announced.delete()

    return spread


@pytest.fixture
def judge(moderator) -> Callable[..., Comment]:
    def judge(comment: Comment, verdict: str = "approve", by: User = moderator, **kwargs):
        comment.refresh_from_db()
        if verdict == "reject":
            kwargs.setdefault("reason", "spam")
        return comments.decide(comment, verdict, by=by, seen=Seen.of(comment), **kwargs)

    return judge


@pytest.fixture
def follow(db) -> Callable[..., None]:
    def follow(user: User, article: Article | None = None, author: User | None = None) -> None:
        subscriber = Subscriber.objects.of_member(user)
        actions.follow(subscriber, article=article, author=author)

    return follow


def told(user: User) -> list[str]:
    """The kinds of what stands for a member, the oldest first."""
    return [notice.kind for notice in Notice.objects.of_user(user).standing().order_by("pk")]
