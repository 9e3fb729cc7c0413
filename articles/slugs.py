"""The slug of an article: made from its title, and not used by another now or before."""

from django.utils.text import slugify

from articles.models import Article, OldAddress

MAX_SLUG_LENGTH = 80


def slug_from_title(title: str) -> str:
    """Return a slug for this title, possibly taken."""
    return slugify(title)[:MAX_SLUG_LENGTH].strip("-") or "stuk"


def is_slug_free(slug: str, article: Article | None = None) -> bool:
    """Return True if no other article has, or had, this slug."""
    others, former = Article.objects.filter(slug=slug), OldAddress.objects.filter(slug=slug)
    if article is not None and article.pk:
        others, former = others.exclude(pk=article.pk), former.exclude(article=article)
    return not others.exists() and not former.exists()


def unique_article_slug(title: str, article: Article | None = None) -> str:
    """Return a free slug for this title, with a number at the end if needed."""
    slug = wanted = slug_from_title(title)
    number = 1
    while not is_slug_free(slug, article):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def is_slug_for_title(slug: str, title: str) -> bool:
    """Return True if the slug was made from this title, so that nobody chose another."""
    wanted = slug_from_title(title)
    return slug == wanted or slug.removeprefix(f"{wanted}-").isdecimal()
