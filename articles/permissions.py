"""Who may do what with an article. One predicate a permission."""

from accounts import roles
from accounts.permissions import is_editor, lacks_second_step
from articles.models import Article


def may_see(user, article: Article) -> bool:
    """Everyone may see what is published; nobody reads the rest here."""
    return article.is_published


def is_author(user, article: Article) -> bool:
    """Speaks under the article as one of its authors."""
    return user.is_authenticated and user.is_active and user.pk in article.author_ids


def may_publish(user) -> bool:
    """Write and publish any article: editors."""
    return (
        user.is_authenticated
        and user.is_active
        and (user.is_superuser or roles.EDITORS in user.roles)
    )


def writes_here(user) -> bool:
    """Has a desk of their own: whoever's name stands above a published article."""
    return (
        user.is_authenticated and user.is_active and Article.objects.by(user).published().exists()
    )


def edits_all(user) -> bool:
    """Works on every piece, whoever wrote it: editors."""
    return is_editor(user) and not lacks_second_step(user)


def may_conclude(user, article: Article) -> bool:
    """Say what the debate came to: editors, and who wrote the piece."""
    return edits_all(user) or (is_author(user, article) and article.is_published)
