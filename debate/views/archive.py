"""Lists of articles by topic, by series and by date."""

from datetime import date, datetime, time
from itertools import groupby

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, ArticleQuerySet, Series, Topic
from comments.models import Comment
from common.paging import take_page

PAGE_SIZE = 20


@require_safe
def topic_page(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Topic, slug=slug)
    return _render_articles(
        request, Article.objects.filter(topics=found), title=found.name, topic=found
    )


@require_safe
def series_page(request: HttpRequest, slug: str) -> HttpResponse:
    """List the articles of a series in the order of publication."""
    found = get_object_or_404(Series, slug=slug)
    articles = Article.objects.published().filter(series=found).order_by("published_at", "pk")
    articles = list(articles.prefetch_related("bylines").defer("body"))
    if not articles:
        raise Http404
    Comment.objects.set_comment_counts(articles)
    context = {"title": found.title, "series": found, "articles": articles}
    return render(request, "articles/subject.html", context)


@require_safe
def archive_page(request: HttpRequest) -> HttpResponse:
    """List all years, with the number of articles in each month."""
    months = (
        Article.objects.published()
        .annotate(month=TruncMonth("published_at"))
        .order_by("-month")
        .values_list("month")
        .annotate(Count("pk"))
    )
    years = [(year, list(of_year)) for year, of_year in groupby(months, lambda pair: pair[0].year)]
    return render(request, "articles/archive.html", {"years": years})


@require_safe
def archive_year_page(request: HttpRequest, year: int) -> HttpResponse:
    return _render_period(request, year, None)


@require_safe
def archive_month_page(request: HttpRequest, year: int, month: int) -> HttpResponse:
    return _render_period(request, year, month)


def _render_period(request: HttpRequest, year: int, month: int | None) -> HttpResponse:
    """List the articles of a year or a month, in local time and not in UTC."""
    try:
        first = date(year, month or 1, 1)
        later = year * 12 + (month or 1) - 1 + (1 if month else 12)
        end = date(later // 12, later % 12 + 1, 1)
        start, stop = (_midnight(day) for day in (first, end))
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    articles = Article.objects.filter(published_at__gte=start, published_at__lt=stop)
    return _render_articles(request, articles, year=year, month=first if month else None)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _render_articles(request: HttpRequest, articles: ArticleQuerySet, **context) -> HttpResponse:
    """Show one page of these, the newest first; 404 when there are none."""
    last = request.GET.get("na", "")
    before = Article.objects.published().filter(slug=last).first() if last else None
    context["articles"], last = take_page(articles.for_front_page(before), PAGE_SIZE)
    if not context["articles"] and before is None:
        raise Http404
    Comment.objects.set_comment_counts(context["articles"])
    context["more"] = last.slug if last else ""
    context["older"] = before
    return render(request, "articles/subject.html", context)
