"""Views for search engines: robots.txt and the sitemaps."""

from functools import wraps

from django.conf import settings
from django.contrib.sitemaps.views import SitemapIndexItem
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.clients import client_network
from common.email import absolute_url
from common.ratelimit import within_rate_limit
from syndication import conditional
from syndication.sitemap import ArticleSitemap, NewsSitemap, PageSitemap, sitemap_urls

# Personal pages, desks, secret addresses and forms: nothing there is to be found by searching.
DISALLOWED_PATHS = (
    *("/account/", "/auteur/", "/beheer/", "/mijn/", "/moderatie/", "/redactie/", "/reacties/"),
    *("/inzage/", "/afmelden/", "/mail/", "/meldingen/", "/nieuwsbrief/ja/"),
    *("/opinie/*/reageer/", "/opinie/*/veranderd/"),
)
# Per network: enough to fetch the 50 parts of a site of 100,000 articles six times an hour.
MAX_SITEMAPS_PER_HOUR = 300


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    lines += [f"Disallow: {start}{path}" for start in ("", "/en") for path in DISALLOWED_PATHS]
    maps = (reverse(name) for name in ("sitemap", "sitemap_of_news"))
    lines += ["", *(f"Sitemap: {absolute_url(path)}" for path in maps), ""]
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
    articles = ArticleSitemap()
    parts = articles.paginator.page_range
    if len(parts) == 1:
        return _sitemap_part_response(request, articles, 1)
    paths = (reverse("sitemap_part", args=[number]) for number in parts)
    sitemaps = [SitemapIndexItem(absolute_url(path)) for path in paths]
    return _xml_response(request, "sitemap_index.xml", {"sitemaps": sitemaps})


@limit_sitemap_requests
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    try:
        return _sitemap_part_response(request, ArticleSitemap(), number)
    except EmptyPage:
        raise Http404 from None


@limit_sitemap_requests
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Return the news sitemap: the articles of the last two days, with titles."""
    context = {"urlset": sitemap_urls(NewsSitemap()), "site_name": settings.SITE_NAME}
    return _xml_response(request, "syndication/news_sitemap.xml", context)


def _sitemap_part_response(
    request: HttpRequest, articles: ArticleSitemap, number: int
) -> HttpResponse:
    """Return a part with its articles; the first begins with all pages that are no article."""
    urls = [*(sitemap_urls(PageSitemap()) if number == 1 else ()), *sitemap_urls(articles, number)]
    return _xml_response(request, "sitemap.xml", {"urlset": urls})


def _xml_response(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    # Without the request, and so not by Django's views: the context processors of pages would look
    # up who is signed in.
    answer = render(None, template, context, content_type="application/xml; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex"
    return conditional.set_last_modified(answer, request.path)
