"""The verbs of telling: the only place in this room that writes, one subject a file."""

from notifications.actions.fan_out import (
    spread,
    tell_what_came_true,
)
from notifications.actions.following import TooMany, follow, unfollow
from notifications.actions.forgetting import forget
from notifications.actions.notify import (
    raise_state,
    ring,
    tell,
)
from notifications.actions.preferring import choose, speak, welcome_guest
from notifications.actions.reading import read, read_all, read_under
from notifications.actions.reminding import remind_authors

__all__ = [
    "TooMany",
    "choose",
    "follow",
    "forget",
    "raise_state",
    "read",
    "read_all",
    "read_under",
    "remind_authors",
    "ring",
    "speak",
    "spread",
    "tell",
    "tell_what_came_true",
    "unfollow",
    "welcome_guest",
]
