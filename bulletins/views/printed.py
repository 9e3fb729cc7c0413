"""The response with a PDF, or with the state of its making."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache

from bulletins import actions, pdf_store
from bulletins.models import Bulletin
from bulletins.permissions import may_compose_bulletins


@never_cache
def pdf_response(request: HttpRequest, bulletin: Bulletin, *, back: str) -> HttpResponse:
    """Return the PDF, or a page that says how far it is. `back` is the URL of the way back."""
    again = request.GET.get("opnieuw") == "1" and may_compose_bulletins(request.user)
    printing = actions.request_pdf(bulletin, again=again)
    content = pdf_store.read_pdf(bulletin.pk, printing.edition) if printing.made_at else None
    if content is not None and not request.htmx:
        return _pdf_download(bulletin, content)
    context = {
        "bulletin": bulletin,
        "printing": printing,
        "is_ready": content is not None,
        "back": back,
        "may_compose": may_compose_bulletins(request.user),
    }
    template = "bulletins/_printing.html" if request.htmx else "bulletins/printing.html"
    # A polling browser (htmx) gets only the part of the page that changes.
    status = 503 if printing.failed_at else 202
    return render(request, template, context, status=200 if request.htmx else status)


def _pdf_download(bulletin: Bulletin, content: bytes) -> HttpResponse:
    name = f"bulletin-{bulletin.number}-{slugify(bulletin.title)[:60]}".rstrip("-")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    # Search engines must not keep a copy: removed text must be gone.
    response["X-Robots-Tag"] = "noindex"
    return response
