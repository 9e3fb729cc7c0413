"""Structured data of a page in the vocabulary of schema.org (JSON-LD)."""

import json
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.models import Article, Byline, Dossier, Topic
from comments.models import Comment
from common.email import absolute_url
from common.names import tidy_line
from common.text import shorten_text, tidy_text
from syndication import sharing

MAX_COMMENT_LENGTH = 1000  # characters of one reaction; the page shows it whole
# Escaped, so that no text can end its <script> element or begin another.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def article_json_ld(
    article: Article,
    count: int,
    dossiers: Sequence[Dossier],
    topics: Sequence[Topic],
    comments: Iterable[Comment],
) -> SafeString:
    """Describe an article, its breadcrumbs and these of its reactions, in the thread's order."""
    told = _comments(article, comments)
    things = [_article(article, count, dossiers, told)]
    if article.proposition:
        things.append(_discussion(article, count, told))
    if above := [*dossiers, *topics][:1]:
        names = [(tidy_line(str(one)), one.get_absolute_url()) for one in (*above, article)]
        things.append(_breadcrumbs(names))
    return _json_ld_script(things)


def dossier_json_ld(dossier: Dossier) -> SafeString:
    """Return the breadcrumbs of a dossier's page."""
    all_of_them = (_("Dossiers"), reverse("dossiers"))
    return _json_ld_script(
        [_breadcrumbs([all_of_them, (tidy_line(dossier.title), dossier.get_absolute_url())])]
    )


def _json_ld_script(things: list[dict]) -> SafeString:
    """Return what stands between <script type="application/ld+json"> and </script>.

    It is a block of data that no browser runs, so the Content Security Policy allows it.
    """
    said = {"@context": "https://schema.org", "@graph": things}
    return mark_safe(json.dumps(said, ensure_ascii=False).translate(_ESCAPES))


def _breadcrumbs(pages: list[tuple[str, str]]) -> dict:
    """Return the breadcrumbs from the front page down to the last of these (name, path) pairs."""
    pages = [(settings.SITE_NAME, reverse("front")), *pages]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{absolute_url(pages[-1][1])}#pad",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": absolute_url(path),
            }
            for position, (name, path) in enumerate(pages, start=1)
        ],
    }


def _article(
    article: Article, count: int, dossiers: Iterable[Dossier], comments: list[dict]
) -> dict:
    page = absolute_url(article.get_absolute_url())
    images = [sharing.article_picture_url(article, count)]
    if article.image:
        images.append(absolute_url(article.image.picture.src))
    return _drop_empty(
        {
            "@type": "OpinionNewsArticle",
            "@id": f"{page}#artikel",
            "url": page,
            "mainEntityOfPage": page,
            "headline": tidy_line(article.title),
            "description": tidy_text(article.lead),
            "inLanguage": article.language,
            "datePublished": article.published_at.isoformat(),
            "dateModified": article.changed_at.isoformat(),
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
            "comment": comments,
        }
    )


def _discussion(article: Article, count: int, comments: list[dict]) -> dict:
    """Describe the debate about a proposition: a posting of its own, begun by the article."""
    page = absolute_url(article.get_absolute_url())
    return _drop_empty(
        {
            "@type": "DiscussionForumPosting",
            "@id": f"{page}#reacties",
            "url": f"{page}#reacties",
            "headline": tidy_line(article.proposition),
            "text": tidy_text(article.proposition),
            "inLanguage": article.language,
            "author": _writers(article),
            "datePublished": article.published_at.isoformat(),
            "commentCount": count,
            "about": {"@id": f"{page}#artikel"},
            "comment": [{"@type": "Comment", "@id": comment["@id"]} for comment in comments],
        }
    )


def _writers(article: Article) -> list[dict]:
    return [_writer(byline) for byline in article.bylines.all()]


def _writer(byline: Byline) -> dict:
    affiliation = {"@type": "Organization", "name": tidy_line(byline.affiliation)}
    known = {"affiliation": affiliation} if byline.affiliation else {}
    return _person(byline.name, byline.page_key) | known


def _person(name: str, page: int | None) -> dict:
    address = absolute_url(reverse("person", args=[page])) if page else ""
    return _drop_empty({"@type": "Person", "name": name, "url": address})


def _dossier(dossier: Dossier) -> dict:
    page = absolute_url(dossier.get_absolute_url())
    return {"@type": "Collection", "name": tidy_line(dossier.title), "url": page}


def _comments(article: Article, comments: Iterable[Comment]) -> list[dict]:
    comments = list(comments)
    here = {comment.pk: comment.number for comment in comments}
    page = absolute_url(article.get_absolute_url())

    def place(number: int) -> str:
        return f"{page}#reactie-{number}"

    return [
        _drop_empty(
            {
                "@type": "Comment",
                "@id": place(comment.number),
                "url": absolute_url(reverse("comment", args=[article.slug, comment.number])),
                "author": _person(comment.name, comment.writer_page),
                "text": shorten_text(tidy_text(comment.text), MAX_COMMENT_LENGTH),
                "inLanguage": comment.language,
                "datePublished": comment.published_at.isoformat(),
                "dateModified": comment.edited_at.isoformat() if comment.edited_at else None,
                # Only parents among these reactions: one that was removed has no entry to point at.
                "parentItem": {"@type": "Comment", "@id": place(here[comment.parent_id])}
                if comment.parent_id in here
                else None,
            }
        )
        for comment in comments
    ]


def _drop_empty(thing: dict) -> dict:
    """Return the properties that have a value."""
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
