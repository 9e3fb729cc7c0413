"""Views for search engines: robots.txt and the sitemaps."""

from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from common.clients import client_network
from common.ratelimit import within_rate_limit
from syndication import absolute_urls, conditional, sitemap

# Personal pages, desks, secret addresses and forms: nothing there is to be found by searching.
DISALLOWED_PATHS = (
    *("/account/", "/auteur/", "/beheer/", "/mijn/", "/moderatie/", "/redactie/", "/reacties/"),
    *("/inzage/", "/afmelden/", "/mail/", "/meldingen/", "/nieuwsbrief/ja/"),
    *("/opinie/*/reageer/", "/opinie/*/veranderd/"),
)
# Per network: enough to fetch the 50 parts of a site of 100,000 articles six times an hour.
MAX_SITEMAPS_PER_HOUR = 300
MAIN_LANGUAGE = "nl"  # its addresses have no language prefix


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    lines += [f"Disallow: {start}{path}" for start in ("", "/en") for path in DISALLOWED_PATHS]
    maps = (reverse(name) for name in ("sitemap", "sitemap_of_news"))
    lines += ["", *(f"Sitemap: {absolute_urls.full_url(path)}" for path in maps), ""]
    answer = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    return conditional.set_last_modified(answer, request.path)


def limit_sitemap_requests(view):
    """Limit a view to GET and HEAD, and to as many requests an hour as a search engine needs."""

    @wraps(view)
    @require_safe
    def bounded(request: HttpRequest, **kwargs) -> HttpResponse:
        if not within_rate_limit("sitemap", client_network(request), MAX_SITEMAPS_PER_HOUR, 3600):
            return HttpResponse("Too often.\n", content_type="text/plain", status=429)
        return view(request, **kwargs)

    return bounded


@limit_sitemap_requests
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """Return the sitemap of all pages, or an index of its parts when there are many."""
    parts = sitemap.count_sitemap_parts()
    if parts == 1:
        return _sitemap_part_response(request, 1)
    numbers = range(1, parts + 1)
    addresses = [
        absolute_urls.full_url(reverse("sitemap_part", args=[number])) for number in numbers
    ]
    return _xml_response(request, "syndication/sitemaps.xml", {"addresses": addresses})


@limit_sitemap_requests
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    if not 1 <= number <= sitemap.count_sitemap_parts():
        raise Http404
    return _sitemap_part_response(request, number)


@limit_sitemap_requests
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Return the news sitemap: the articles of the last two days, with titles."""
    with override(MAIN_LANGUAGE):
        context = {"articles": sitemap.news_sitemap_articles(), "site_name": settings.SITE_NAME}
    return _xml_response(request, "syndication/news.xml", context)


def _sitemap_part_response(request: HttpRequest, number: int) -> HttpResponse:
    with override(MAIN_LANGUAGE):
        places = sitemap.sitemap_part_entries(number)
    return _xml_response(request, "syndication/sitemap.xml", {"places": places})


def _xml_response(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    # Without the request: the context processors of pages would look up who is signed in.
    answer = render(None, template, context, content_type="application/xml; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex"
    return conditional.set_last_modified(answer, request.path)
