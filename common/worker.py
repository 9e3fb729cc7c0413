"""The worker's loop: run queued tasks, and requeue the tasks of a worker that was killed."""

import logging
import time
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from common.periodic import PeriodicRunner, PeriodicTask

log = logging.getLogger(__name__)


class SteadyWorker(Worker):
    """A worker that goes on when the row of its running task was deleted, such as by an erasure."""

    def run_task(self, db_task_result: DBTaskResult) -> None:
        try:
            super().run_task(db_task_result)
        except DatabaseError:
            if DBTaskResult.objects.filter(pk=db_task_result.pk).exists():
                raise
            log.warning("worker.task_row_deleted task=%s", db_task_result.pk)


def make_worker(interval: float) -> Worker:
    """Return a worker that runs every task that is ready and returns; `interval` in seconds."""
    return SteadyWorker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=interval,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def run_worker(worker: Worker, periodic: Iterable[PeriodicTask] = ()) -> None:
    """Run tasks as they come, and the periodic ones when due, until the worker is stopped."""
    # It would log every poll of an empty queue.
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    again = max(1, min(60, settings.TASK_LOST_SECONDS / 2))
    regular = PeriodicRunner([PeriodicTask(again, requeue_lost_tasks), *periodic])
    while worker.running:
        # Between tasks, not in a thread beside them, so that the two never compete for the
        # database.
        regular.run_due()
        worker.run()
        if worker.running:
            time.sleep(worker.interval)


def requeue_lost_tasks() -> int:
    """Requeue tasks that have run for longer than any of ours can: their worker was killed.

    Otherwise the row would stay RUNNING for ever, and its mail would never be sent. Return the
    number requeued. A task can thus run twice, so it must be safe to repeat.
    """
    lost = timezone.now() - timedelta(seconds=settings.TASK_LOST_SECONDS)
    count = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=lost).update(
        status="READY", started_at=None
    )
    if count:
        log.warning("worker.lost_tasks_requeued count=%s", count)
    return count
