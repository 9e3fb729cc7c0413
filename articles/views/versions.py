"""The former versions of an article: the list, the differences, and restoring one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import actions, drafts
from articles.guards import for_writers, get_permitted_article
from articles.models import ArticleText, Version
from articles.permissions import article_permissions
from common.html.diff import diff_as_html
from common.html.plain_text import html_to_text

VERSIONS_SHOWN = 100


@for_writers
@require_safe
def article_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """List the latest versions of an article."""
    article = get_permitted_article(request, pk)
    found = Version.objects.of(article).defer("body", "lead")
    context = {"article": article, "versions": found[:VERSIONS_SHOWN]}
    context |= article_permissions(request.user, article)
    return render(request, "articles/desk/versions.html", context)


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def article_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Compare a version with the current text; a POST restores it."""
    article = get_permitted_article(request, pk)
    found = get_object_or_404(Version.objects.of(article), number=number)
    if request.method == "POST":
        actions.restore_version(found, by=request.user)
        messages.success(request, _("Restored. The previous text is in the version history."))
        return redirect("write", article.pk)
    draft = drafts.get_article_draft(article)
    now = drafts.current_article_text(article, draft)
    before = Version.objects.of(article).filter(number__lt=number).first()
    context = {
        "article": article,
        "version": found,
        "draft": draft,
        "against_now": _differences(ArticleText.of(found), now),
        "is_now": ArticleText.of(found) == now,
        "before": before,
        "against_before": _differences(ArticleText.of(before), ArticleText.of(found))
        if before
        else None,
    } | article_permissions(request.user, article)
    return render(request, "articles/desk/version.html", context)


def _differences(one: ArticleText, other: ArticleText) -> ArticleText:
    """Return the differences from one text to the other, as HTML."""
    return ArticleText(
        diff_as_html(one.title, other.title),
        diff_as_html(one.lead, other.lead),
        diff_as_html(html_to_text(one.body), html_to_text(other.body)),
    )
