"""What is for search engines alone."""

from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from common.clients import network
from common.ratelimit import allow
from syndication import (
    absolute_urls,
    conditional,
    sitemap,
)

# Where is nothing to find: what is somebody's own, the desks, secret addresses, and forms.
CLOSED = (
    *("/account/", "/auteur/", "/beheer/", "/mijn/", "/moderatie/", "/redactie/", "/reacties/"),
    *("/inzage/", "/afmelden/", "/mail/", "/meldingen/", "/nieuwsbrief/ja/"),
    *("/opinie/*/reageer/", "/opinie/*/veranderd/"),
)
# Sitemaps an hour, for one network: those of a site of a hundred thousand pieces, six times.
MOST = 300
MAIN = "nl"  # whose addresses are those without a language


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    lines += [f"Disallow: {start}{path}" for start in ("", "/en") for path in CLOSED]
    maps = (reverse(name) for name in ("sitemap", "sitemap_of_news"))
    lines += ["", *(f"Sitemap: {absolute_urls.address(path)}" for path in maps), ""]
    answer = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    return conditional.stamp(answer, request.path)


def in_bounds(view):
    """Refuse who asks for more of these in an hour than a search engine needs."""

    @wraps(view)
    @require_safe
    def bounded(request: HttpRequest, **kwargs) -> HttpResponse:
        if not allow("sitemap", network(request), MOST, 3600):
            return HttpResponse("Too often.\n", content_type="text/plain", status=429)
        return view(request, **kwargs)

    return bounded


@in_bounds
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """All pages; or, when there are many, where its parts are."""
    parts = sitemap.parts()
    if parts == 1:
        return _part(request, 1)
    numbers = range(1, parts + 1)
    addresses = [
        absolute_urls.address(reverse("sitemap_part", args=[number])) for number in numbers
    ]
    return _xml(request, "syndication/sitemaps.xml", {"addresses": addresses})


@in_bounds
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    if not 1 <= number <= sitemap.parts():
        raise Http404
    return _part(request, number)


@in_bounds
def news(request: HttpRequest) -> HttpResponse:
    """The sitemap of the last two days, with titles."""
    with override(MAIN):
        context = {"articles": sitemap.news(), "site_name": settings.SITE_NAME}
    return _xml(request, "syndication/news.xml", context)


def _part(request: HttpRequest, number: int) -> HttpResponse:
    with override(MAIN):
        places = sitemap.part(number)
    return _xml(request, "syndication/sitemap.xml", {"places": places})


def _xml(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    # Without the request: what pages need otherwise would ask who is signed in.
    answer = render(None, template, context, content_type="application/xml; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex"
    return conditional.stamp(answer, request.path)
