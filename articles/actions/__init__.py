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
from articles.actions.drafting import Saved, begin, keep, restore, write
from articles.actions.featuring import (
    lead,
    lead_no_more,
)
from articles.actions.files import (
    add_attachment,
    add_image,
    describe_image,
    forget_unused_images,
    move_up,
    order_attachments,
    place_image,
    remove_attachment,
)
from articles.actions.preview_links import (
    end_peek,
    open_peek,
)
from articles.actions.publishing import (
    Incomplete,
    TooLate,
    bring_back,
    publish,
    submit,
    take_back,
    unschedule,
    withdraw,
)
from articles.actions.related import relate
from articles.actions.settings import (
    invite,
    move,
    set_bylines,
    settle,
)
from articles.actions.submission import (
    Published,
    begin_with,
    discard,
)
from articles.actions.writing import save

__all__ = [
    "Incomplete",
    "Published",
    "Saved",
    "TooLate",
    "add_attachment",
    "add_image",
    "add_piece",
    "begin",
    "begin_with",
    "bring_back",
    "conclude",
    "describe_image",
    "discard",
    "end_peek",
    "forget_unused_images",
    "hide_dossier",
    "invite",
    "keep",
    "lead",
    "lead_no_more",
    "move",
    "move_piece",
    "move_up",
    "open_peek",
    "order_attachments",
    "place_image",
    "publish",
    "relate",
    "remove_attachment",
    "remove_piece",
    "restore",
    "save",
    "save_dossier",
    "set_bylines",
    "settle",
    "show_dossier",
    "submit",
    "take_back",
    "take_conclusions_back",
    "unschedule",
    "withdraw",
    "write",
]
