"""The verbs of articles: the only place that writes them."""

from articles.actions.files import (
    add_attachment,
    add_image,
    describe_image,
    move_up,
    order_attachments,
    remove_attachment,
)
from articles.actions.writing import save

__all__ = [
    "add_attachment",
    "add_image",
    "describe_image",
    "move_up",
    "order_attachments",
    "remove_attachment",
    "save",
]
