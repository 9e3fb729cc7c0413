"""The pages of the public log: of one article, and of the site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from articles.models import Article
from desk.statistics import public_log


@conditional_page
@require_safe
def site_log_page(request: HttpRequest) -> HttpResponse:
    return _page(request)


@conditional_page
@require_safe
def article_log_page(request: HttpRequest, slug: str) -> HttpResponse:
    articles = Article.objects.with_debate().only("slug", "title", "language")
    return _page(request, get_object_or_404(articles, slug=slug))


def _page(request: HttpRequest, article: Article | None = None) -> HttpResponse:
    """Show a page of the log, from the cursor in `?na=`."""
    cursor = request.GET.get("na", "")
    context = {
        "article": article,
        "log": public_log.load_log_page(public_log.LogCursor.read(cursor), article),
        "is_first_page": not cursor,
        "fewest": public_log.FEWEST_WRITERS,
    }
    return cache_for_everyone(request, render(request, "desk/public_log.html", context))


def cache_for_everyone(
    request: HttpRequest, answer: HttpResponse, seconds: int = 60
) -> HttpResponse:
    """Let a response be cached for some seconds.

    For a signed-in user, whose name is on the page, only their browser may keep it, and must
    revalidate it each time.
    """
    if request.user.is_authenticated:
        patch_cache_control(answer, private=True, no_cache=True)
    else:
        patch_cache_control(answer, public=True, max_age=seconds)
    return answer
