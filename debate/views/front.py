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
from comments.people import EXCERPT
from common.cached_build import kept
from common.html import excerpt
from debate import redirects

PAGE = 20
EXCHANGES, DOSSIERS, CONCLUSIONS, DISCUSSED = 3, 4, 3, 5
WEEK = timedelta(days=7)
LIVE = timedelta(days=14)
LONGEST = 220  # characters of conclusions
# How long what is counted for everyone is good enough.
COUNTED_SECONDS = 10 * 60


@redirects.from_query
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Published articles, newest first unless an editor chose what opens the page; on the first
    page also what happens around them."""
    last = request.GET.get("na", "")
    before = Article.objects.published().filter(slug=last).first() if last else None
    found = Article.objects.for_front_page(before).select_related("image")
    # What an editor chose to open with stands once on this page, and later on in its own place.
    leading = list(found.filter(leads=True)) if before is None else []
    others = found.exclude(pk__in=[article.pk for article in leading])
    articles = leading + list(others[: PAGE + 1 - len(leading)])
    shown = articles[:PAGE]
    context = {
        "about": _("%(site_name)s: opinion with a reply.") % {"site_name": settings.SITE_NAME},
        "articles": shown,
        "more": shown[-1].slug if len(articles) > PAGE else "",
        "older": before,
    }
    if before is None:
        context |= _around()
    Comment.objects.count_under(shown)
    return render(request, "articles/front.html", context)


def _around() -> dict:
    now = timezone.now()
    exchanges = list(Comment.objects.latest_exchanges(since=now - LIVE)[:EXCHANGES])
    for answer in exchanges:
        answer.beginning = excerpt(answer.html, EXCERPT)
        answer.parent.beginning = excerpt(answer.parent.html, EXCERPT)
    conclusions = list(Article.objects.concluded_since(now - WEEK)[:CONCLUSIONS])
    for article in conclusions:
        article.came_to = excerpt(article.conclusions, LONGEST)
    return {
        "exchanges": exchanges,
        "dossiers": list(Dossier.objects.published().with_counts()[:DOSSIERS]),
        "conclusions": conclusions,
        "discussed": _discussed(),
    }


def _discussed() -> list[Article]:
    """Most discussed this week: by how many people wrote and how many reactions were answered.
    How often a page was opened says nothing of that."""
    edition = str(int(time.time() // COUNTED_SECONDS))
    keys = kept("front:discussed", edition, _most_discussed)
    # Asked for each time: what was withdrawn since is not among them.
    found = Article.objects.published().filter(pk__in=keys).defer("body").in_bulk() if keys else {}
    return [found[key] for key in keys if key in found]


def _most_discussed() -> list[int]:
    rows = Comment.objects.discussion_since(timezone.now() - WEEK)
    return [key for key, _writers, _answered in rows[:DISCUSSED]]
