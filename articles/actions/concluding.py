"""The conclusions of a debate."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from common.events import record_audit_entry
from common.html.safe import SafeRichText


@transaction.atomic
def save_conclusions(
    article: Article, text: SafeRichText, by: User, *, close: bool = False
) -> Article:
    """Save the conclusions of the debate, or change them.

    A change keeps the date of the first time. With `close` nobody can comment from now on.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    now = timezone.now()
    if not article.conclusions:
        article.concluded_at = now
    article.conclusions, article.concluded_by = text.html, by
    if close and not article.is_closed:
        article.closed_at = now
    article.save(update_fields=[*_FIELDS, "closed_at"])
    record_audit_entry("concluded", f"article:{article.pk}", by=by)
    return article


@transaction.atomic
def remove_conclusions(article: Article, *, by: User) -> None:
    """Remove the conclusions; a debate that was closed stays closed."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if not article.conclusions:
        return
    record_audit_entry("conclusions_removed", f"article:{article.pk}", by=by)
    article.conclusions, article.concluded_at, article.concluded_by = "", None, None
    article.save(update_fields=_FIELDS)


_FIELDS = ["conclusions", "concluded_at", "concluded_by", "updated_at"]
