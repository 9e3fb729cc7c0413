"""Starting an article from a text written elsewhere, with consent, and discarding it."""

from django.db import transaction

from accounts.models import User
from articles import drafts, slugs
from articles.actions.drafting import lock_article
from articles.models import Article, ArticleText, Byline


class AlreadyPublished(Exception):
    """The article was public once: it can be withdrawn, but not discarded."""


@transaction.atomic
def start_article_from_text(
    text: ArticleText,
    *,
    name: str,
    affiliation: str,
    user: User | None,
    language: str,
    answers: Article,
) -> Article:
    """Create an article under this name; a member can then edit it as its author."""
    text = drafts.make_article_text_safe(text)
    article = Article.objects.create(
        title=text.title,
        lead=text.lead,
        body=text.body,
        slug=slugs.unique_article_slug(text.title),
        language=language,
        answers=answers,
    )
    Byline.objects.create(article=article, user=user, name=name, affiliation=affiliation)
    return article


@transaction.atomic
def discard_article(article: Article) -> None:
    """Delete an article that was never public, with its versions; raises AlreadyPublished."""
    article = lock_article(article)
    at_work = (Article.Status.DRAFT, Article.Status.READY)
    if article.is_published or article.status == Article.Status.WITHDRAWN:
        raise AlreadyPublished
    if article.status in at_work and article.last_number:
        raise AlreadyPublished
    article.delete()
