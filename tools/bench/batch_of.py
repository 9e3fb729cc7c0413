"""Let a thousand wait in an empty database, and decide on them. Run by `tools.bench.batch`."""

import statistics
import threading
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (needs the apps to be loaded)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts import roles  # noqa: E402
from accounts.models import User  # noqa: E402
from articles.models import Article  # noqa: E402
from comments import actions  # noqa: E402
from comments.models import Batch, Comment, Revision  # noqa: E402
from desk.actions import bulk  # noqa: E402
from moderation.basis import DecisionBasis  # noqa: E402

SIZE = 1_000
PAUSE = 0.05  # seconds between two pages of the reader


def fill() -> list[Comment]:
    article = Article.objects.create(
        slug="samen", title="Samen", lead="Waarom.", body="<p>Zo.</p>", status="published",
        published_at=timezone.now(), policy="hold_all",
    )  # fmt: skip
    comments = Comment.objects.bulk_create(
        Comment(
            article=article, name=f"Schrijver {n}", email=f"schrijver{n}@example.org",
            text="Een wijk praat.", html="<p>Een wijk praat.</p>", status="pending",
            held_at=timezone.now(), held_rule="policy",
        )
        for n in range(SIZE)
    )  # fmt: skip
    Revision.objects.bulk_create(
        Revision(comment=c, number=1, text=c.text, html=c.html) for c in comments
    )
    return comments


def read(stop: threading.Event, times: list[float]) -> None:
    client = Client()
    while not stop.is_set():
        started = time.perf_counter()
        assert client.get("/opinie/samen/").status_code == 200
        times.append((time.perf_counter() - started) * 1000)
        time.sleep(PAUSE)
    connection.close()


def timed(name: str, task, batch: Batch, end: str) -> None:
    """Slice after slice, as the worker does them, with a reader beside it."""
    stop, times = threading.Event(), []
    reader = threading.Thread(target=read, args=(stop, times))
    reader.start()
    started, busy = time.perf_counter(), time.thread_time()
    while Batch.objects.get(pk=batch.pk).status != end:
        task.call(batch.pk)
    seconds, busy = time.perf_counter() - started, time.thread_time() - busy
    stop.set()
    reader.join()
    print(
        f"  {name:<10} {SIZE} in {seconds:6.1f} s, {seconds / SIZE * 1000:5.1f} ms each"
        f" ({busy / SIZE * 1000:.1f} of the worker's own);"
        f" a reader's page {statistics.median(times):5.0f} ms, at worst {max(times):5.0f} ms",
        flush=True,
    )


call_command("migrate", verbosity=0)
setup_test_environment()
mo = User.objects.create_user("mo@example.org", "een-lang-wachtwoord", name="Mo")
roles.grant_role(mo, roles.MODERATORS)
comments = fill()
for verdict, ground in (("reject", DecisionBasis.for_category("spam")), ("approve", None)):
    seen = {c.pk: actions.SeenState.of(c) for c in Comment.objects.all()}
    batch = bulk.confirm_batch(bulk.prepare_batch(mo, verdict, seen), by=mo, ground=ground)
    timed(verdict, bulk.run_batch, batch, "done")
    if verdict == "reject":
        bulk.undo_batch(batch, by=mo)
        timed("undo", bulk.run_batch_undo, batch, "undone")
assert set(Comment.objects.values_list("status", flat=True)) == {"published"}
