"""Publish events to the tasks that subscribe to them, in the transaction of the event.

A room does not import the higher rooms that react to its events: those subscribe in their module
`hooks`. The row of a task and an entry of the audit log are saved with their cause, so that none
exists without the other.
"""

from collections import defaultdict
from collections.abc import Callable

from django_tasks.base import Task

_subscribers: defaultdict[str, list[Task]] = defaultdict(list)
_recorders: list[Callable] = []


def subscribe(task: Task, *events: str) -> None:
    """Have the worker run `task`, with the event and a key, after each of these events."""
    for event in events:
        _subscribers[event].append(task)


def record_in(recorder: Callable) -> None:
    """Register a function that records what members of the team do."""
    _recorders.append(recorder)


def publish_event(event: str, key: int) -> None:
    """Enqueue the tasks that subscribe to `event`; `key` is of the row that it is about."""
    for task in _subscribers[event]:
        task.enqueue(event, key)


def record_audit_entry(verb: str, subject: str, *, by, **details) -> None:
    """Record a member's action in the audit log, for rooms that may not import `moderation`."""
    for recorder in _recorders:
        recorder(verb, subject, by=by, **details)
