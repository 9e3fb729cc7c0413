"""What the worker does regularly, of every room."""

from accounts import pictures
from common.chores import Chore

CHORES: list[Chore] = [
    Chore(every=60 * 60 * 24, do=pictures.sweep),
]
