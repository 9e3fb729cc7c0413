"""The page with the preview links of an article."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import actions
from articles.forms import PreviewLinkForm
from articles.guards import for_writers, get_permitted_article
from articles.models import Peek
from articles.permissions import article_permissions, is_preview_link_valid, may_share_preview
from common.params import parse_number


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def preview_links(request: HttpRequest, pk: int) -> HttpResponse:
    """List the valid preview links, create one, or revoke one."""
    article = get_permitted_article(request, pk, may_share_preview)
    ending = request.POST.get("end", "")
    form = PreviewLinkForm(request.POST if request.method == "POST" and not ending else None)
    if ending:
        number = parse_number(ending) or 0
        actions.revoke_preview_link(
            get_object_or_404(Peek.objects.open(), article=article, pk=number)
        )
        messages.success(request, _("This link no longer works."))
        return redirect("peeks", article.pk)
    if form.is_bound and form.is_valid():
        note = form.cleaned_data["note"]
        actions.create_preview_link(article, by=request.user, until=form.until, note=note)
        messages.success(request, _("The link is ready. Give it only to the person it is for."))
        return redirect("peeks", article.pk)
    given = Peek.objects.open().filter(article=article).with_creator()
    context = {
        "article": article,
        "form": form,
        "peeks": [peek for peek in given if is_preview_link_valid(peek)],
    } | article_permissions(request.user, article)
    return render(request, "articles/desk/peeks.html", context, status=422 if form.errors else 200)
