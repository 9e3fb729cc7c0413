"""The front page: new articles, recent exchanges, dossiers and conclusions."""

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
from common.html.plain_text import html_excerpt
from common.paging import take_page
from debate import redirects

PAGE_SIZE = 20
MAX_EXCHANGES, MAX_DOSSIERS, MAX_CONCLUSIONS, MAX_DISCUSSED = 3, 4, 3, 5
WEEK = timedelta(days=7)
EXCHANGES_WINDOW = timedelta(days=14)
MAX_CONCLUSION_LENGTH = 220  # characters
# The list of most discussed articles is counted once in this time for everyone.
DISCUSSED_CACHE_SECONDS = 10 * 60


@redirects.redirect_wordpress_query
@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """Show published articles, newest first; a featured one opens the first page.

    The first page also has exchanges, dossiers, conclusions and what is discussed most.
    """
    last = request.GET.get("na", "")
    before = Article.objects.published().filter(slug=last).first() if last else None
    found = Article.objects.for_front_page(before).select_related("image")
    # A featured article opens the first page only; later pages have it at its own date.
    leading = list(found.filter(leads=True)) if before is None else []
    others = found.exclude(pk__in=[article.pk for article in leading])
    shown, last = take_page(others, PAGE_SIZE - len(leading))
    shown = leading + shown
    context = {
        "about": _("%(site_name)s: opinions that get a reply.") % {"site_name": settings.SITE_NAME},
        "articles": shown,
        "more": last.slug if last else "",
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
    """Return this week's most discussed articles, by the number of writers and answered reactions.

    Page views do not count: they say nothing of a discussion.
    """
    edition = str(int(time.time() // DISCUSSED_CACHE_SECONDS))
    keys = cached_build("front:discussed", edition, _most_discussed_keys)
    # Looked up each time, so that articles withdrawn since the count are left out.
    found = Article.objects.published().filter(pk__in=keys).defer("body").in_bulk() if keys else {}
    return [found[key] for key in keys if key in found]


def _most_discussed_keys() -> list[int]:
    rows = Comment.objects.discussion_since(timezone.now() - WEEK)
    return [key for key, _writers, _answered in rows[:MAX_DISCUSSED]]
