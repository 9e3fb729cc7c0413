"""Say what happened, in the transaction in which it did, to whoever tells people of it.

Who that is, the settings say (ANNOUNCE_TO): the room in which something happens knows no room to
its right. The task's row is saved with the cause, so that neither exists without the other.
"""

from django.conf import settings
from django.utils.module_loading import import_string


def announce(event: str, key: int) -> None:
    """Let the worker tell of `event` after the commit; `key` is of the row that it is about."""
    import_string(settings.ANNOUNCE_TO).enqueue(event, key)
