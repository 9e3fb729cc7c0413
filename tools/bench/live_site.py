"""The site as it is, `debate.asgi:application`; ringing publishes a reaction in the database."""

import asyncio
import os
import time
import uuid

from django.db import connection, transaction
from django.db.backends.signals import connection_created

from debate.asgi import application as site
from tools.bench.bell import with_bell

# isort: split
# Only now: importing debate.asgi has set Django up.
from articles.models import Article
from comments import actions
from comments.hub import ThreadHub
from common import hub
from common.html.safe import SafeText

asked: list[str] = []  # every query, of every thread


def _note(execute, sql, params, many, context):
    asked.append(sql)
    return execute(sql, params, many, context)


def _watch(connection, **kwargs) -> None:
    if _note not in connection.execute_wrappers:  # it may have been open before
        connection.execute_wrappers.append(_note)


connection_created.connect(_watch, weak=False)


def publish(text: str) -> dict:
    """As the view does it. Says when the commit was and what the thread of the writer spent."""
    began = time.thread_time()
    answer = {}
    article = Article.objects.get(pk=os.environ["BENCH_ARTICLE"])
    writer = actions.CommentWriter(name="Daan", email="daan@example.org")
    with transaction.atomic():
        # Before the hub's own, so that rendering the reaction counts as waiting.
        transaction.on_commit(lambda: answer.update(rung=time.monotonic()))
        comment = actions.submit_comment(
            article, writer, text=SafeText(text), key=uuid.uuid4(), language="nl"
        )
    connection.close()
    return answer | {"version": comment.version, "publishing": time.thread_time() - began}


async def ring(text: str) -> dict:
    return await asyncio.to_thread(publish, text)


def state() -> dict:
    threads = [hubs[ThreadHub] for hubs in hub._hubs.values() if ThreadHub in hubs]
    rooms = [room for one in threads for room in one.rooms.values()]
    readers = [reader for room in rooms for reader in room.readers]
    return {
        "queries": len(asked),
        "readers": len(readers),
        "stuck": sum(reader._waiting is not None for reader in readers),
    }


application = with_bell(site, ring, state)
