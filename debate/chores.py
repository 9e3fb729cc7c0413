"""What the worker does regularly, of every room."""

from common.chores import Chore

CHORES: list[Chore] = []
