"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from common.clients import client_network
from common.ratelimit import within_rate_limit
from search import query, results
from search.forms import SearchForm

MOST_SEARCHES_A_MINUTE = 60


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show the query, and one page of results."""
    form = SearchForm(request.GET)
    context = {"form": form, "typed": form.typed.strip()}
    status = 200
    if context["typed"]:
        asked = query.parse_query(form.typed)
        context["too_short"] = asked.is_empty
        if not asked.is_empty and within_rate_limit(
            "search", client_network(request), MOST_SEARCHES_A_MINUTE, 60
        ):
            context["page"] = results.search_results_page(asked, form, request)
        elif not asked.is_empty:
            context["too_often"], status = True, 429
    answer = render(request, "search/search.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
