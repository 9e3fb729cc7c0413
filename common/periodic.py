"""Periodic tasks: the worker runs them between its other tasks.

A periodic task reads from the database what is due, so that a killed worker loses nothing. It takes
a lock, or is harmless when two workers run it at once.
"""

import logging
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

log = logging.getLogger(__name__)


class PeriodicTask(NamedTuple):
    every: float  # seconds
    do: Callable[[], object]


class PeriodicRunner:
    """The periodic tasks of one worker, and the time at which each is due."""

    def __init__(self, tasks: Iterable[PeriodicTask]):
        self.due = dict.fromkeys(tasks, 0.0)

    def run_due(self) -> None:
        """Run the tasks that are due. A failed one does not stop the others, and is tried again."""
        for task, at in self.due.items():
            if time.monotonic() < at:
                continue
            try:
                task.do()
            except Exception:
                log.exception("periodic.task_failed task=%s", task.do.__qualname__)
            self.due[task] = time.monotonic() + task.every
