"""Say what happened, in the transaction in which it did, to whoever does something about it.

Who that is, the settings say (ANNOUNCE_TO, RECORD_IN): the room in which something happens knows no
room to its right. A task's row and an entry of the record are saved with the cause, so that none of
them exists without the other.
"""

from django.conf import settings
from django.utils.module_loading import import_string


def announce(event: str, key: int) -> None:
    """Let the worker tell of `event` after the commit; `key` is of the row that it is about."""
    for task in settings.ANNOUNCE_TO[event]:
        import_string(task).enqueue(event, key)


def record(verb: str, subject: str, *, by, **details) -> None:
    """Put in the record of the house what a member did: for rooms that may not know the house."""
    import_string(settings.RECORD_IN)(verb, subject, by=by, **details)
