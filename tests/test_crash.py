"""The power fails in the middle of writing: what was promised is there, and nothing is half."""

import threading
import time
import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments import actions
from comments.models import Comment
from common.html.safe import SafeText
from common.worker import make_worker, requeue_lost_tasks
from tests.conftest import make_user
from tests.writers import Writer, check_whole

CRASHES = 2
WRITERS = 8


def write_until(stop: threading.Event, writer: Writer, parent: Comment) -> None:
    turn = 0
    while not stop.is_set():
        turn += 1
        writer.write(f"Reactie {turn} van {writer.name}.", parent=parent if turn % 2 else None)


@pytest.mark.slow
@pytest.mark.both
def test_what_was_accepted_survives_a_crash(make_site, make_article, write):
    site = make_site(COMMENTS_GUESTS="confirm")
    article = make_article()
    seed = write(article, "Het begin.")
    promised = {}
    for crash in range(CRASHES):
        writers = [
            Writer(
                site,
                article.slug,
                f"Schrijver{crash}x{n}",
                make_user(f"lid{crash}x{n}@example.org", f"Lid{crash}x{n}") if n % 2 else None,
            )
            for n in range(WRITERS)
        ]
        stop = threading.Event()
        threads = [
            threading.Thread(target=partial(write_until, stop, writer, seed)) for writer in writers
        ]
        for thread in threads:
            thread.start()
        # Somewhere in the midst of it, each time elsewhere.
        deadline = time.monotonic() + 30
        while sum(len(writer.accepted) for writer in writers) < 10 + 7 * crash:
            assert time.monotonic() < deadline, site.log()[-3000:]
            time.sleep(0.003)
        site.kill()
        stop.set()
        for thread in threads:
            thread.join()
        for writer in writers:
            promised |= writer.accepted
            assert set(writer.answers) <= {302}
        site.restart()
        check_all_is_there(promised, article)

    # The site goes on: the next reaction gets the next number.
    after = Writer(site, article.slug, "Daarna", make_user("na@example.org", "Na"))
    after.write("Na de storing.")
    assert after.answers == [302]
    check_all_is_there(promised | after.accepted, article)


def test_what_a_killed_worker_was_doing_is_done_again(settings, article, mailoutbox):
    guest = actions.CommentWriter(name="Daan", email="daan@example.org")
    actions.submit_comment(
        article, guest, text=SafeText("Eens."), key=uuid.uuid4(), language="nl", confirm_first=True
    )
    [row] = DBTaskResult.objects.all()
    row.claim("a worker that is killed now")
    assert requeue_lost_tasks() == 0, "it may still be at work"
    DBTaskResult.objects.update(
        started_at=timezone.now() - timedelta(seconds=settings.TASK_LOST_SECONDS + 1)
    )
    assert requeue_lost_tasks() == 1
    make_worker(interval=0.1).run_task(DBTaskResult.objects.ready().get())
    assert [mail.to for mail in mailoutbox] == [["daan@example.org"]]
    row.refresh_from_db()
    assert row.status == "SUCCESSFUL"


def check_all_is_there(promised: dict, article) -> None:
    kept = Comment.objects.filter(key__in=promised)
    assert {comment.key: comment.text for comment in kept} == promised
    check_whole(article)
    # A guest's reaction was kept together with the order to mail its link, or not at all.
    unconfirmed = set(
        Comment.objects.filter(status=Comment.Status.UNCONFIRMED).values_list("pk", flat=True)
    )
    ordered = {task.args_kwargs["args"][0] for task in DBTaskResult.objects.all()}
    assert unconfirmed <= ordered
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
