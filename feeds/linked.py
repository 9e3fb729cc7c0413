"""What a page says to machines in the words of schema.org (JSON-LD)."""

import json
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from articles.models import Article, Byline, Dossier
from comments.models import Comment
from common.names import clean
from common.text import tidy
from feeds import absolute, share

LONGEST_TEXT = 1000  # characters of one reaction; the page has the rest
# A text can hold neither the end of its script nor the beginning of another.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def script(thing: dict) -> SafeString:
    """What stands between <script type="application/ld+json"> and </script>.

    A block of data: no browser runs it, so our policy for scripts has nothing to forbid.
    """
    return mark_safe(json.dumps(thing, ensure_ascii=False).translate(_ESCAPES))


def article(
    article: Article, count: int, dossiers: Iterable[Dossier], comments: Iterable[Comment]
) -> dict:
    """An article with these of its reactions, in the order of the thread."""
    graph = [_article(article, count, dossiers, list(comments))]
    if article.proposition:
        graph.append(_discussion(article, count))
    return {"@context": "https://schema.org", "@graph": graph}


def _article(
    article: Article, count: int, dossiers: Iterable[Dossier], comments: list[Comment]
) -> dict:
    page = absolute.address(article.get_absolute_url())
    images = [share.picture(article, count)]
    if article.image:
        images.append(absolute.address(article.image.picture.src))
    return _full(
        {
            "@type": "OpinionNewsArticle",
            "@id": f"{page}#artikel",
            "url": page,
            "mainEntityOfPage": page,
            "headline": clean(article.title),
            "description": tidy(article.lead),
            "inLanguage": article.language,
            "datePublished": article.published_at.isoformat(),
            "dateModified": max(article.published_at, article.updated_at).isoformat(),
            "author": _writers(article),
            "publisher": {
                "@type": "Organization",
                "name": settings.SITE_NAME,
                "url": settings.SITE_URL,
            },
            "image": images,
            "isAccessibleForFree": True,
            "isPartOf": [_dossier(dossier) for dossier in dossiers],
            "discussionUrl": f"{page}#reacties",
            "commentCount": count,
            "comment": _comments(article, comments),
        }
    )


def _discussion(article: Article, count: int) -> dict:
    """A debate about a proposition is a thing of its own, which began with the piece."""
    page = absolute.address(article.get_absolute_url())
    return {
        "@type": "DiscussionForumPosting",
        "@id": f"{page}#reacties",
        "url": f"{page}#reacties",
        "headline": clean(article.proposition),
        "text": tidy(article.proposition),
        "inLanguage": article.language,
        "author": _writers(article),
        "datePublished": article.published_at.isoformat(),
        "commentCount": count,
        "about": {"@id": f"{page}#artikel"},
    }


def _writers(article: Article) -> list[dict]:
    return [_writer(byline) for byline in article.bylines.all()]


def _writer(byline: Byline) -> dict:
    has_page = byline.user_id and byline.user.is_active
    affiliation = {"@type": "Organization", "name": clean(byline.affiliation)}
    return _full(
        {
            "@type": "Person",
            "name": byline.name,
            "url": absolute.address(reverse("person", args=[byline.user_id])) if has_page else "",
            "affiliation": affiliation if byline.affiliation else None,
        }
    )


def _dossier(dossier: Dossier) -> dict:
    page = absolute.address(dossier.get_absolute_url())
    return {"@type": "Collection", "name": clean(dossier.title), "url": page}


def _comments(article: Article, comments: list[Comment]) -> list[dict]:
    here = {comment.pk: comment.number for comment in comments}
    page = absolute.address(article.get_absolute_url())

    def place(number: int) -> str:
        return f"{page}#reactie-{number}"

    return [
        _full(
            {
                "@type": "Comment",
                "@id": place(comment.number),
                "url": absolute.address(reverse("comment", args=[article.slug, comment.number])),
                "author": {"@type": "Person", "name": comment.name},
                "text": Truncator(tidy(comment.text)).chars(LONGEST_TEXT),
                "inLanguage": comment.language,
                "dateCreated": comment.published_at.isoformat(),
                "dateModified": comment.edited_at.isoformat() if comment.edited_at else None,
                # What was taken away has no name of its own here.
                "parentItem": {"@type": "Comment", "@id": place(here[comment.parent_id])}
                if comment.parent_id in here
                else None,
            }
        )
        for comment in comments
    ]


def _full(thing: dict) -> dict:
    """Only what there is to say."""
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
