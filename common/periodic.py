"""Periodic tasks: the worker runs them between its other tasks.

A chore reads from the database what is due, so that a worker that was killed loses nothing, and
takes what it does under a lock or in a way that harms no one when two workers do it at once.
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
    """One worker's chores, and when each is to be done again."""

    def __init__(self, chores: Iterable[PeriodicTask]):
        self.due = dict.fromkeys(chores, 0.0)

    def run_due(self) -> None:
        """Do what is due. One that fails keeps no other from being done, and is tried again."""
        for chore, at in self.due.items():
            if time.monotonic() < at:
                continue
            try:
                chore.do()
            except Exception:
                log.exception("A chore failed: %s", chore.do.__qualname__)
            self.due[chore] = time.monotonic() + chore.every
