"""How an article is shown where people share it: a title, a few words and a picture."""

import hashlib
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import ngettext, override

from articles.models import Article
from common.names import clean
from feeds import absolute, drawing

LOCALES = {"nl": "nl_NL", "en": "en_GB"}


class Card(NamedTuple):
    """What its picture shows, in the article's own language."""

    title: str
    writers: tuple[str, ...]
    reactions: str
    site: str

    @property
    def edition(self) -> str:
        """Another for each that looks otherwise, so that it can be kept anywhere."""
        drawn = "\n".join([str(drawing.LOOK), self.title, *self.writers, self.reactions, self.site])
        return hashlib.blake2b(drawn.encode(), digest_size=8).hexdigest()


def card(article: Article, count: int) -> Card:
    with override(article.language):
        words = ngettext("%(n)s reaction", "%(n)s reactions", count) % {"n": count}
    writers = tuple(byline.name for byline in article.bylines.all())
    return Card(clean(article.title), writers, words if count else "", settings.SITE_NAME)


def picture(article: Article, count: int) -> str:
    edition = card(article, count).edition
    return absolute.address(reverse("share_picture", args=[article.pk, edition]))


def of(article: Article, count: int) -> dict[str, str | int]:
    """The properties of the Open Graph (https://ogp.me), by their names."""
    return {
        "og:type": "article",
        "og:title": clean(article.title),
        "og:description": Truncator(clean(article.lead)).chars(300),
        "og:url": absolute.address(article.get_absolute_url()),
        "og:site_name": settings.SITE_NAME,
        "og:locale": LOCALES[article.language],
        "og:image": picture(article, count),
        "og:image:type": "image/png",
        "og:image:width": drawing.WIDTH,
        "og:image:height": drawing.HEIGHT,
        "og:image:alt": f"{clean(article.title)} – {article.byline_text}",
        "article:published_time": article.published_at.isoformat(),
        "article:modified_time": max(article.published_at, article.updated_at).isoformat(),
    }
