"""Who may do what with an article. One predicate a permission."""

from accounts import roles
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
