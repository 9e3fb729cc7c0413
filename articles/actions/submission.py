"""A piece that begins with what somebody wrote elsewhere, with their consent, and its undoing."""

from django.db import transaction

from accounts.models import User
from articles import (
    drafts,
    slugs,
)
from articles.actions.drafting import lock
from articles.models import Article, Byline, Text


class Published(Exception):
    """Readers had it: from then on it is withdrawn and not thrown away."""


@transaction.atomic
def begin_with(
    text: Text,
    *,
    name: str,
    affiliation: str,
    user: User | None,
    language: str,
    answers: Article,
) -> Article:
    """Begin a piece under this name; a member can then edit it as its author."""
    text = drafts.gated(text)
    article = Article.objects.create(
        title=text.title,
        lead=text.lead,
        body=text.body,
        slug=slugs.free(text.title),
        language=language,
        answers=answers,
    )
    Byline.objects.create(article=article, user=user, name=name, affiliation=affiliation)
    return article


@transaction.atomic
def discard(article: Article) -> None:
    """Throw away a piece that readers never had, with all its versions. Raises `Published`."""
    article = lock(article)
    at_work = (Article.Status.DRAFT, Article.Status.READY)
    if article.is_published or article.status == Article.Status.WITHDRAWN:
        raise Published
    if article.status in at_work and article.last_number:
        raise Published
    article.delete()
