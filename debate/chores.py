"""What the worker does regularly, of every room."""

from accounts.actions import forget_links
from common.chores import Chore

HOUR = 3600  # seconds

CHORES: list[Chore] = [
    Chore(HOUR, forget_links),
]
