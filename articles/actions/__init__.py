"""Actions on articles: the only code that writes them."""

from articles.actions.concluding import remove_conclusions, save_conclusions
from articles.actions.dossiers import (
    add_dossier_piece,
    hide_dossier,
    move_dossier_piece,
    remove_dossier_piece,
    save_dossier,
    show_dossier,
)
from articles.actions.drafting import (
    SaveResult,
    restore_version,
    save_draft,
    save_version,
    start_article,
)
from articles.actions.featuring import feature_article, unfeature_article
from articles.actions.files import (
    add_attachment,
    add_image,
    add_rendered_image,
    delete_attachment,
    delete_unused_images,
    describe_image,
    move_attachment_up,
    order_attachments,
)
from articles.actions.preview_links import create_preview_link, revoke_preview_link
from articles.actions.publishing import (
    ArticleConflict,
    IncompleteArticle,
    cancel_submission,
    publish_article,
    restore_article,
    submit_article,
    unschedule_article,
    withdraw_article,
)
from articles.actions.related import update_related_articles
from articles.actions.settings import (
    change_article_slug,
    set_bylines,
    update_article_settings,
    update_invited_members,
)
from articles.actions.submission import AlreadyPublished, discard_article, start_article_from_text
from articles.actions.writing import save_article

__all__ = [
    "AlreadyPublished",
    "ArticleConflict",
    "IncompleteArticle",
    "SaveResult",
    "add_attachment",
    "add_dossier_piece",
    "add_image",
    "add_rendered_image",
    "cancel_submission",
    "change_article_slug",
    "create_preview_link",
    "delete_attachment",
    "delete_unused_images",
    "describe_image",
    "discard_article",
    "feature_article",
    "hide_dossier",
    "move_attachment_up",
    "move_dossier_piece",
    "order_attachments",
    "publish_article",
    "remove_conclusions",
    "remove_dossier_piece",
    "restore_article",
    "restore_version",
    "revoke_preview_link",
    "save_article",
    "save_conclusions",
    "save_dossier",
    "save_draft",
    "save_version",
    "set_bylines",
    "show_dossier",
    "start_article",
    "start_article_from_text",
    "submit_article",
    "unfeature_article",
    "unschedule_article",
    "update_article_settings",
    "update_invited_members",
    "update_related_articles",
    "withdraw_article",
]
