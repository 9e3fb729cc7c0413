"""Permissions on articles, one predicate each."""

from accounts import roles
from accounts.permissions import is_editor, lacks_second_step
from articles.models import Article, Peek


def may_see_article(user, article: Article) -> bool:
    """Return True if the article is published; public pages show no other to anyone."""
    return article.is_published


def is_author(user, article: Article) -> bool:
    """Return True if the member comments on the article as one of its authors."""
    return user.is_authenticated and user.is_active and user.pk in article.author_ids


def has_author_desk(user) -> bool:
    """Return True if the member has an author desk: a byline of a published article."""
    return (
        user.is_authenticated and user.is_active and Article.objects.by(user).published().exists()
    )


# The writing desk.


def may_edit_all_articles(user) -> bool:
    """Return True for editors, who work on every article."""
    return is_editor(user) and not lacks_second_step(user)


def may_write_conclusions(user, article: Article) -> bool:
    """Return True for editors, and for the authors once the article is published."""
    return may_edit_all_articles(user) or (is_author(user, article) and article.is_published)


def may_start_article(user) -> bool:
    """Return True for members with the role of author, and for editors."""
    return may_edit_all_articles(user) or (
        user.is_authenticated and user.is_active and roles.AUTHORS in user.roles
    )


def may_use_writing_desk(user) -> bool:
    """Return True for authors and editors, and for members with a byline but no role."""
    return may_start_article(user) or (
        user.is_authenticated and user.is_active and Article.objects.by(user).exists()
    )


def may_edit_article(user, article: Article) -> bool:
    """Return True if the member may change the text.

    An author's change to a published article stays a draft until an editor publishes it.
    """
    if may_edit_all_articles(user):
        return True
    return is_author(user, article) and article.status != Article.Status.WITHDRAWN


def may_edit_article_settings(user, article: Article) -> bool:
    """Return True if the member may change the settings, which take effect at once."""
    return may_edit_all_articles(user) or (is_author(user, article) and _is_at_work(article))


def may_edit_debate_settings(user, article: Article) -> bool:
    """Return True if the member may set who may comment, when, and what is held."""
    return may_edit_all_articles(user)


def may_submit_article(user, article: Article) -> bool:
    """Return True if the member may submit the article as ready for editing."""
    return may_edit_article(user, article) and article.status == Article.Status.DRAFT


def may_cancel_submission(user, article: Article) -> bool:
    """Return True if the member may make the submitted article a draft again."""
    return may_edit_article(user, article) and article.status == Article.Status.READY


def may_publish_article(user, article: Article) -> bool:
    """Return True if the member may publish the article, or changes made since."""
    return may_edit_all_articles(user) and article.status != Article.Status.WITHDRAWN


def may_schedule_article(user, article: Article) -> bool:
    """Return True if the member may schedule the publication."""
    return may_publish_article(user, article) and not article.is_published


def may_unschedule_article(user, article: Article) -> bool:
    """Return True if the member may cancel the scheduled publication."""
    return may_schedule_article(user, article) and article.is_scheduled


def may_withdraw_article(user, article: Article) -> bool:
    """Return True if the member may withdraw the article."""
    return may_edit_all_articles(user) and article.is_published


def may_feature_article(user, article: Article) -> bool:
    """Return True if the member may feature the article on the front page."""
    return may_edit_all_articles(user) and article.is_published


def may_restore_article(user, article: Article) -> bool:
    return may_edit_all_articles(user) and article.status == Article.Status.WITHDRAWN


def may_share_preview(user, article: Article) -> bool:
    """Return True if the member may share a preview link."""
    return may_edit_article(user, article) and article.status != Article.Status.WITHDRAWN


def is_preview_link_valid(peek: Peek) -> bool:
    """Return True while the creator of the link may share one.

    So a member who was removed from the article, or left, cannot go on reading it there.
    """
    return peek.by is not None and may_share_preview(peek.by, peek.article)


# The permissions that decide what the desk's pages of an article offer.
ARTICLE_PERMISSIONS = (
    may_edit_article_settings,
    may_edit_debate_settings,
    may_submit_article,
    may_cancel_submission,
    may_publish_article,
    may_schedule_article,
    may_unschedule_article,
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
