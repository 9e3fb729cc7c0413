"""What a piece was before: the list, what changed, and back to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import (
    actions,
    drafts,
)
from articles.guards import for_writers, piece
from articles.models import Text, Version
from articles.permissions import offered
from common import html

SHOWN = 100


@for_writers
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest hundred."""
    article = piece(request, pk)
    found = Version.objects.of(article).defer("body", "lead")
    context = {"article": article, "versions": found[:SHOWN]}
    context |= offered(request.user, article)
    return render(request, "articles/desk/versions.html", context)


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version beside the text as it is now. A POST makes it the text again."""
    article = piece(request, pk)
    found = get_object_or_404(Version.objects.of(article), number=number)
    if request.method == "POST":
        actions.restore(found, by=request.user)
        messages.success(
            request, _("Restored. What stood there before is among the versions as well.")
        )
        return redirect("write", article.pk)
    draft = drafts.draft_of(article)
    now = drafts.current(article, draft)
    before = Version.objects.of(article).filter(number__lt=number).first()
    context = {
        "article": article,
        "version": found,
        "draft": draft,
        "against_now": _differences(Text.of(found), now),
        "is_now": Text.of(found) == now,
        "before": before,
        "against_before": _differences(Text.of(before), Text.of(found)) if before else None,
    } | offered(request.user, article)
    return render(request, "articles/desk/version.html", context)


def _differences(one: Text, other: Text) -> Text:
    """What changed from one to the other, as HTML."""
    return Text(
        html.difference(one.title, other.title),
        html.difference(one.lead, other.lead),
        html.difference(html.to_text(one.body), html.to_text(other.body)),
    )
