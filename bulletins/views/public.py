"""Bulletins for everyone: the list, one to read, and its PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from bulletins import content
from bulletins.models import Bulletin
from bulletins.views import printed
from common.clients import client_network
from common.ratelimit import within_rate_limit

# Per network: enough for a whole office, or for the waiting page that polls every two seconds.
MAX_PDFS_PER_HOUR = 120


@require_safe
def bulletin_list(request: HttpRequest) -> HttpResponse:
    context = {"bulletins": Bulletin.objects.published().to_list()}
    return render(request, "bulletins/list.html", context)


@cache_control(no_cache=True)  # a quoted reaction may be removed at any moment
@require_safe
def bulletin_page(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Bulletin.objects.published(), number=number)
    pieces = content.public_parts(found)
    context = {
        "bulletin": found,
        "pieces": pieces,
        "contents": [piece for piece in pieces if piece.in_contents],
    }
    return render(request, "bulletins/bulletin.html", context)


@require_safe
def bulletin_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """Return the PDF, or a page that waits for it while it is being made."""
    found = get_object_or_404(Bulletin.objects.published(), number=number)
    if not within_rate_limit("bulletin-pdf", client_network(request), MAX_PDFS_PER_HOUR, 3600):
        return render(request, "429.html", status=429)
    return printed.pdf_response(request, found, back=found.get_absolute_url())
