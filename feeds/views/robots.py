"""What is for search engines alone."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from feeds import fresh, sitemap

# Where is nothing to find: what is somebody's own, the desks, and forms.
CLOSED = (
    *("/account/", "/auteur/", "/beheer/", "/mijn/", "/moderatie/", "/redactie/", "/reacties/"),
    *("/opinie/*/reageer/", "/opinie/*/veranderd/"),
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    lines += [f"Disallow: {start}{path}" for start in ("", "/en") for path in CLOSED]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    answer = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    return fresh.stamp(answer, request.path)


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """All pages; or, when there are many, where its parts are."""
    parts = sitemap.parts()
    if parts == 1:
        return _part(request, 1)
    addresses = [f"{settings.SITE_URL}/sitemap-{number + 1}.xml" for number in range(parts)]
    return _xml(request, "feeds/sitemaps.xml", {"addresses": addresses})


@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    if not 1 <= number <= sitemap.parts():
        raise Http404
    return _part(request, number)


def _part(request: HttpRequest, number: int) -> HttpResponse:
    with override("nl"):  # whose addresses are those without a language
        places = sitemap.part(number)
    context = {"places": places, "site_name": settings.SITE_NAME}
    return _xml(request, "feeds/sitemap.xml", context)


def _xml(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    # Without the request: what pages need otherwise would ask who is signed in.
    answer = render(None, template, context, content_type="application/xml; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex"
    return fresh.stamp(answer, request.path)
