"""What the worker does regularly, of every room."""

from common.chores import Chore
from notifications.delivery import Postman, gather

CHORES: list[Chore] = [
    Chore(5, gather),
    Chore(5, Postman().deliver),
]
