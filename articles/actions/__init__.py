"""The verbs of articles: the only place that writes them."""

from articles.actions.dossiers import (
    add_piece,
    hide_dossier,
    move_piece,
    remove_piece,
    save_dossier,
    show_dossier,
)
from articles.actions.writing import save

__all__ = [
    "add_piece",
    "hide_dossier",
    "move_piece",
    "remove_piece",
    "save",
    "save_dossier",
    "show_dossier",
]
