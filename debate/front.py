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
from comments import people
from comments.models import Comment
from common.html import excerpt
from common.kept import kept
from debate import moved

PAGE = 20
EXCHANGES, DOSSIERS, CONCLUSIONS, DISCUSSED = 3, 4, 3, 5
WEEK = timedelta(days=7)
LIVE = timedelta(days=14)
LONGEST = 220  # characters of conclusions
# How long what is counted for everyone is good enough.
COUNTED_SECONDS = 10 * 60


@moved.from_number
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Published articles, newest first; on the first page also what happens around them."""
    last = request.GET.get("na", "")
    before = Article.objects.published().filter(slug=last).first() if last else None
    articles = list(Article.objects.for_front_page(before).select_related("image")[: PAGE + 1])
    shown = articles[:PAGE]
    context = {
        "about": _("%(site_name)s: opinion with a reply.") % {"site_name": settings.SITE_NAME},
        "articles": shown,
        "more": shown[-1].slug if len(articles) > PAGE else "",
        "older": before,
    }
    if before is None:
        context |= _around()
    counts = Comment.objects.counts(shown)
    for article in shown:
        article.comment_count = counts.get(article.pk, 0)
    return render(request, "articles/front.html", context)


def _around() -> dict:
    now = timezone.now()
    exchanges = list(Comment.objects.latest_exchanges(since=now - LIVE)[:EXCHANGES])
    for answer in exchanges:
        answer.beginning = people.excerpt(answer)
        answer.parent.beginning = people.excerpt(answer.parent)
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
