"""What the worker does regularly, of every room."""

from accounts import pictures
from common.chores import Chore
from notifications import actions as notices

MINUTE, DAY = 60.0, 86_400.0

CHORES: list[Chore] = [
    Chore(MINUTE / 2, notices.tell_what_came_true),
    Chore(DAY, notices.forget_old),
    Chore(DAY, pictures.sweep),
]
