"""The worker's loop: tasks as they come, and what a killed worker left behind."""

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
    """Goes on when the row of the task that it does is gone, such as by an erasure."""

    def run_task(self, db_task_result: DBTaskResult) -> None:
        try:
            super().run_task(db_task_result)
        except DatabaseError:
            if DBTaskResult.objects.filter(pk=db_task_result.pk).exists():
                raise
            log.warning("Task %s was taken away while it ran", db_task_result.pk)


def make_worker(interval: float) -> Worker:
    """A worker that does all there is to do and returns; `interval` is in seconds."""
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


def run_worker(worker: Worker, chores: Iterable[PeriodicTask] = ()) -> None:
    """Do tasks as they come, and `chores` when they are due, until the worker is told to stop."""
    # It would tell of every look into an empty queue.
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    again = max(1, min(60, settings.TASK_LOST_SECONDS / 2))
    regular = PeriodicRunner([PeriodicTask(again, requeue_lost_tasks), *chores])
    while worker.running:
        # Between tasks and not in a thread beside them, so that the two never want the database at
        # the same moment.
        regular.run_due()
        worker.run()
        if worker.running:
            time.sleep(worker.interval)


def requeue_lost_tasks() -> int:
    """Give back what has run for longer than any task of ours can: its worker was killed.

    The row would say for ever that it runs, and the mail in it would never be sent. Returns how
    many were given back. A task can thus run twice, and must be written so that this does no harm.
    """
    lost = timezone.now() - timedelta(seconds=settings.TASK_LOST_SECONDS)
    count = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=lost).update(
        status="READY", started_at=None
    )
    if count:
        log.warning("%s tasks of a worker that was killed are done again", count)
    return count
