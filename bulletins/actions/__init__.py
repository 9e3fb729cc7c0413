"""The actions on bulletins: the only code that writes them."""

from bulletins.actions.composing import (
    AlreadyInBulletin,
    NotPubliclyReadable,
    add_bulletin_article,
    add_bulletin_reaction,
    add_bulletin_text,
    create_bulletin,
    edit_bulletin_text,
    move_bulletin_item,
    remove_bulletin_item,
    set_item_whole,
    update_bulletin,
)
from bulletins.actions.mailing import AlreadyMailed, mail_bulletin, send_test_bulletin
from bulletins.actions.printing import request_pdf, sweep_pdfs
from bulletins.actions.publishing import publish_bulletin, withdraw_bulletin

__all__ = [
    "AlreadyInBulletin",
    "AlreadyMailed",
    "NotPubliclyReadable",
    "add_bulletin_article",
    "add_bulletin_reaction",
    "add_bulletin_text",
    "create_bulletin",
    "edit_bulletin_text",
    "mail_bulletin",
    "move_bulletin_item",
    "publish_bulletin",
    "remove_bulletin_item",
    "request_pdf",
    "send_test_bulletin",
    "set_item_whole",
    "sweep_pdfs",
    "update_bulletin",
    "withdraw_bulletin",
]
