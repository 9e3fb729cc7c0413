"""What the worker does regularly, of every room."""

from accounts import pictures
from accounts.actions import forget_links
from common.chores import Chore
from notifications import actions as notices
from personal import actions as personal

MINUTE, DAY = 60.0, 86_400.0

CHORES: list[Chore] = [
    Chore(MINUTE / 2, notices.tell_what_came_true),
    Chore(DAY, notices.forget_old),
    Chore(MINUTE, personal.erase_due),
    Chore(60 * MINUTE, personal.delete_past),
    Chore(DAY, pictures.sweep),
    Chore(DAY, forget_links),
]
