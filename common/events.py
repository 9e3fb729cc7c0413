"""Say what happened, in the transaction in which it did, to whoever does something about it.

The room in which something happens knows no room to its right: those subscribe in their module
`hooks`. A task's row and an entry of the record are saved with the cause, so that none of them
exists without the other.
"""

from collections import defaultdict
from collections.abc import Callable

from django_tasks.base import Task

_subscribers: defaultdict[str, list[Task]] = defaultdict(list)
_recorders: list[Callable] = []


def subscribe(task: Task, *events: str) -> None:
    """Have `task` run by the worker, with the event and a key, after each of these events."""
    for event in events:
        _subscribers[event].append(task)


def record_in(recorder: Callable) -> None:
    """Have `recorder` keep what members of the team do."""
    _recorders.append(recorder)


def publish_event(event: str, key: int) -> None:
    """Let the worker tell of `event` after the commit; `key` is of the row that it is about."""
    for task in _subscribers[event]:
        task.enqueue(event, key)


def record_audit_entry(verb: str, subject: str, *, by, **details) -> None:
    """Put in the record of the house what a member did: for rooms that may not know the house."""
    for recorder in _recorders:
        recorder(verb, subject, by=by, **details)
