"""Actions on preview links."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from articles.models import Article, Peek


def create_preview_link(article: Article, *, by: User, until: datetime, note: str = "") -> Peek:
    """Create a preview link that works until then."""
    return Peek.objects.create(article=article, by=by, ends_at=until, note=note)


def revoke_preview_link(peek: Peek) -> None:
    """End the preview link now."""
    peek.ends_at = min(peek.ends_at, timezone.now())
    peek.save(update_fields=["ends_at"])
