"""Permissions on articles. One predicate a permission."""

from accounts import roles
from accounts.permissions import is_editor, lacks_second_step
from articles.models import Article, Peek


def may_see_article(user, article: Article) -> bool:
    """Everyone may see what is published; nobody reads the rest here."""
    return article.is_published


def is_author(user, article: Article) -> bool:
    """Speaks under the article as one of its authors."""
    return user.is_authenticated and user.is_active and user.pk in article.author_ids


def has_author_desk(user) -> bool:
    """Has a desk of their own: whoever's name stands above a published article."""
    return (
        user.is_authenticated and user.is_active and Article.objects.by(user).published().exists()
    )


# The writing desk.


def may_edit_all_articles(user) -> bool:
    """Works on every piece, whoever wrote it: editors."""
    return is_editor(user) and not lacks_second_step(user)


def may_write_conclusions(user, article: Article) -> bool:
    """Say what the debate came to: editors, and who wrote the piece."""
    return may_edit_all_articles(user) or (is_author(user, article) and article.is_published)


def may_start_article(user) -> bool:
    """Begin a piece: authors and editors."""
    return may_edit_all_articles(user) or (
        user.is_authenticated and user.is_active and roles.AUTHORS in user.roles
    )


def may_use_writing_desk(user) -> bool:
    """Enter the writing desk: also who was given a piece there without the role of author."""
    return may_start_article(user) or (
        user.is_authenticated and user.is_active and Article.objects.by(user).exists()
    )


def may_edit_article(user, article: Article) -> bool:
    """Change the text. What an author changes of a published piece waits for an editor, since
    readers see no draft before one publishes it."""
    if may_edit_all_articles(user):
        return True
    return is_author(user, article) and article.status != Article.Status.WITHDRAWN


def may_edit_article_settings(user, article: Article) -> bool:
    """Change what stands around the text, which shows at once."""
    return may_edit_all_articles(user) or (is_author(user, article) and _is_at_work(article))


def may_edit_debate_settings(user, article: Article) -> bool:
    """Say who may react, when, and what waits for a moderator."""
    return may_edit_all_articles(user)


def may_submit_article(user, article: Article) -> bool:
    """Hand it in as ready for editing."""
    return may_edit_article(user, article) and article.status == Article.Status.DRAFT


def may_cancel_submission(user, article: Article) -> bool:
    """Work on it further, after it was handed in."""
    return may_edit_article(user, article) and article.status == Article.Status.READY


def may_publish_article(user, article: Article) -> bool:
    """Show it to readers, or what was changed in it since."""
    return may_edit_all_articles(user) and article.status != Article.Status.WITHDRAWN


def may_schedule_article(user, article: Article) -> bool:
    """Let it be published at a later moment, or not after all."""
    return may_publish_article(user, article) and not article.is_published


def may_withdraw_article(user, article: Article) -> bool:
    """Take from readers what they could read."""
    return may_edit_all_articles(user) and article.is_published


def may_feature_article(user, article: Article) -> bool:
    """Let it open the front page."""
    return may_edit_all_articles(user) and article.is_published


def may_restore_article(user, article: Article) -> bool:
    return may_edit_all_articles(user) and article.status == Article.Status.WITHDRAWN


def may_share_preview(user, article: Article) -> bool:
    """Let someone outside see how it will look."""
    return may_edit_article(user, article) and article.status != Article.Status.WITHDRAWN


def is_preview_link_valid(peek: Peek) -> bool:
    """A secret address works no longer than whoever gave it may: who was taken off a piece, or
    left, does not go on reading it there."""
    return peek.by is not None and may_share_preview(peek.by, peek.article)


# What the pages of a piece offer.
ARTICLE_PERMISSIONS = (
    may_edit_article_settings,
    may_edit_debate_settings,
    may_submit_article,
    may_cancel_submission,
    may_publish_article,
    may_schedule_article,
)
ARTICLE_PERMISSIONS += (
    may_feature_article,
    may_withdraw_article,
    may_restore_article,
    may_share_preview,
    may_write_conclusions,
)


def article_permissions(user, article: Article) -> dict[str, bool]:
    """Return what this member may do with this article, by the names of the predicates."""
    return {may.__name__: may(user, article) for may in ARTICLE_PERMISSIONS}


def _is_at_work(article: Article) -> bool:
    return article.status in (Article.Status.DRAFT, Article.Status.READY)
