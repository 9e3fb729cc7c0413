"""Open Graph tags and share cards: how a page looks where people share it."""

import hashlib
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext, override

from articles.models import Article
from common.email import absolute_url
from common.names import tidy_line
from common.text import shorten_text
from syndication import share_image

LOCALES = {"nl": "nl_NL", "en": "en_GB"}
MAX_DESCRIPTION_LENGTH = 300  # characters


class ShareCard(NamedTuple):
    """The content of a share picture, in the language of its page."""

    title: str
    below: tuple[str, ...]  # its writers, or the kind of page
    count: str  # of reactions, in words
    site: str

    @property
    def edition(self) -> str:
        """A hash of all that is drawn, for its address: any cache may keep the picture."""
        drawn = "\n".join(
            [str(share_image.DESIGN_VERSION), self.title, *self.below, self.count, self.site]
        )
        return hashlib.blake2b(drawn.encode(), digest_size=8).hexdigest()


def make_share_card(title: str, *below: str, count: int = 0) -> ShareCard:
    words = ngettext("%(n)s reaction", "%(n)s reactions", count) % {"n": count}
    below = tuple(filter(None, map(tidy_line, below)))
    return ShareCard(tidy_line(title), below, words if count else "", settings.SITE_NAME)


def article_share_card(article: Article, count: int) -> ShareCard:
    names = [byline.name for byline in article.bylines.all()]
    with override(article.language):
        return make_share_card(article.title, *names, count=count)


def article_picture_url(article: Article, count: int) -> str:
    edition = article_share_card(article, count).edition
    return absolute_url(reverse("share_picture", args=[article.pk, edition]))


def article_open_graph(article: Article, count: int) -> dict[str, str | int]:
    """Return the Open Graph properties (https://ogp.me) of an article by name."""
    page, alt = article.get_absolute_url(), f"{tidy_line(article.title)} – {article.byline_text}"
    found = _common(article.title, article.lead, page, article.language)
    return {
        "og:type": "article",
        **found,
        **_image(article_picture_url(article, count), alt),
        "article:published_time": article.published_at.isoformat(),
        "article:modified_time": article.changed_at.isoformat(),
    }


def page_open_graph(
    title: str, about: str, path: str, picture: str, shows: str
) -> dict[str, str | int]:
    """Return the Open Graph properties of any other page.

    `picture` is the address of its picture and `shows` the title on it.
    """
    found = _common(title, about, path, get_language())
    return {"og:type": "website", **found, **_image(picture, tidy_line(shows))}


def _common(title: str, about: str, path: str, language: str) -> dict[str, str]:
    return {
        "og:title": tidy_line(title),
        "og:description": shorten_text(tidy_line(about), MAX_DESCRIPTION_LENGTH),
        "og:url": absolute_url(path),
        "og:site_name": settings.SITE_NAME,
        "og:locale": LOCALES[language],
    }


def _image(address: str, alt: str) -> dict[str, str | int]:
    return {
        "og:image": address,
        "og:image:type": "image/png",
        "og:image:width": share_image.WIDTH,
        "og:image:height": share_image.HEIGHT,
        "og:image:alt": alt,
    }
