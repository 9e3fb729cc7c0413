"""The page to search on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from common.clients import network
from common.ratelimit import allow
from search import (
    query,
    results,
)
from search.forms import SearchForm

MOST_A_MINUTE = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was asked, and one page of what answers it."""
    form = SearchForm(request.GET)
    context = {"form": form, "typed": form.typed.strip()}
    status = 200
    if context["typed"]:
        asked = query.read(form.typed)
        context["too_short"] = asked.is_empty
        if not asked.is_empty and allow("search", network(request), MOST_A_MINUTE, 60):
            context["page"] = results.page(asked, form, request)
        elif not asked.is_empty:
            context["too_often"], status = True, 429
    answer = render(request, "search/search.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
