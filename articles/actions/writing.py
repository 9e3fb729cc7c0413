"""Writing an article."""

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from common.html.safe import SafeHtml


@transaction.atomic
def save_article(article: Article, body: SafeHtml) -> Article:
    """Save an article with this body, and date it when it is first published."""
    article.body = body.html
    if article.status == Article.Status.PUBLISHED and article.published_at is None:
        article.published_at = timezone.now()
    # Leave out the columns that the debate changes while an editor is writing.
    kept = {"version", "last_number", "views"}
    if article.pk:
        fields = [f.name for f in Article._meta.concrete_fields if not f.primary_key]
        article.save(update_fields=[name for name in fields if name not in kept])
    else:
        article.save()
    return article
