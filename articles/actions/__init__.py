"""The verbs of articles: the only place that writes them."""

from articles.actions.concluding import conclude, take_conclusions_back
from articles.actions.dossiers import (
    add_piece,
    hide_dossier,
    move_piece,
    remove_piece,
    save_dossier,
    show_dossier,
)
from articles.actions.files import (
    add_attachment,
    add_image,
    describe_image,
    move_up,
    order_attachments,
    remove_attachment,
)
from articles.actions.relating import relate
from articles.actions.writing import save

__all__ = [
    "add_attachment",
    "add_image",
    "add_piece",
    "conclude",
    "describe_image",
    "hide_dossier",
    "move_piece",
    "move_up",
    "order_attachments",
    "relate",
    "remove_attachment",
    "remove_piece",
    "save",
    "save_dossier",
    "show_dossier",
    "take_conclusions_back",
]
