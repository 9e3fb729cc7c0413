"""The front page: what is new, where it is debated now, and what debates came to."""

import time
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Dossier
from comments.models import Comment
from comments.people import EXCERPT_LENGTH
from common.cached_build import cached_build
from common.html import html_excerpt
from debate import redirects

PAGE_SIZE = 20
MAX_EXCHANGES, MAX_DOSSIERS, MAX_CONCLUSIONS, MAX_DISCUSSED = 3, 4, 3, 5
WEEK = timedelta(days=7)
EXCHANGES_WINDOW = timedelta(days=14)
MAX_CONCLUSION_LENGTH = 220  # characters of conclusions
# How long what is counted for everyone is good enough.
DISCUSSED_CACHE_SECONDS = 10 * 60


@redirects.redirect_wordpress_query
@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """Published articles, newest first unless an editor chose what opens the page; on the first
    page also what happens around them."""
    last = request.GET.get("na", "")
    before = Article.objects.published().filter(slug=last).first() if last else None
    found = Article.objects.for_front_page(before).select_related("image")
    # What an editor chose to open with stands once on this page, and later on in its own place.
    leading = list(found.filter(leads=True)) if before is None else []
    others = found.exclude(pk__in=[article.pk for article in leading])
    articles = leading + list(others[: PAGE_SIZE + 1 - len(leading)])
    shown = articles[:PAGE_SIZE]
    context = {
        "about": _("%(site_name)s: opinion with a reply.") % {"site_name": settings.SITE_NAME},
        "articles": shown,
        "more": shown[-1].slug if len(articles) > PAGE_SIZE else "",
        "older": before,
    }
    if before is None:
        context |= _first_page_context()
    Comment.objects.set_comment_counts(shown)
    return render(request, "articles/front.html", context)


def _first_page_context() -> dict:
    now = timezone.now()
    exchanges = list(Comment.objects.latest_exchanges(since=now - EXCHANGES_WINDOW)[:MAX_EXCHANGES])
    for answer in exchanges:
        answer.beginning = html_excerpt(answer.html, EXCERPT_LENGTH)
        answer.parent.beginning = html_excerpt(answer.parent.html, EXCERPT_LENGTH)
    conclusions = list(Article.objects.concluded_since(now - WEEK)[:MAX_CONCLUSIONS])
    for article in conclusions:
        article.came_to = html_excerpt(article.conclusions, MAX_CONCLUSION_LENGTH)
    return {
        "exchanges": exchanges,
        "dossiers": list(Dossier.objects.published().with_counts()[:MAX_DOSSIERS]),
        "conclusions": conclusions,
        "discussed": _discussed_articles(),
    }


def _discussed_articles() -> list[Article]:
    """Most discussed this week: by how many people wrote and how many reactions were answered.
    How often a page was opened says nothing of that."""
    edition = str(int(time.time() // DISCUSSED_CACHE_SECONDS))
    keys = cached_build("front:discussed", edition, _most_discussed_keys)
    # Asked for each time: what was withdrawn since is not among them.
    found = Article.objects.published().filter(pk__in=keys).defer("body").in_bulk() if keys else {}
    return [found[key] for key in keys if key in found]


def _most_discussed_keys() -> list[int]:
    rows = Comment.objects.discussion_since(timezone.now() - WEEK)
    return [key for key, _writers, _answered in rows[:MAX_DISCUSSED]]
