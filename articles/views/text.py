"""The page with the editor, automatic saving, and the presence of other writers."""

from csp.constants import NONCE, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles import actions, drafts, editor, presence
from articles.forms import ArticleTextForm
from articles.forms.files import ImageForm
from articles.guards import for_writers, get_permitted_article
from articles.models import Article
from articles.permissions import article_permissions
from common.html.rules import TooComplex


# The editor needs inline styles and an inline import map; only its own pages allow them.
@csp_update({"style-src": [UNSAFE_INLINE], "script-src": [NONCE]})
@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def article_editor(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text in the editor; a POST saves it and makes a version."""
    article = get_permitted_article(request, pk)
    draft = drafts.get_article_draft(article)
    if request.method != "POST":
        initial = drafts.current_article_text(article, draft)._asdict()
        initial["base"] = drafts.text_revision_id(article, draft)
        return _page(
            request, article, draft, ArticleTextForm(initial=initial, language=article.language)
        )
    form = ArticleTextForm(request.POST, language=article.language)
    saved = _save(request, article, form)
    if saved is None:
        return _page(request, article, draft, form, status=422)
    if saved.aside:
        return redirect("version", article.pk, saved.aside.number)
    actions.save_version(article, by=request.user)
    messages.success(request, _("Saved as a new version."))
    return redirect("write", article.pk)


@for_writers
@require_POST
def autosave_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the draft and return the revision on which the next save builds."""
    article = get_permitted_article(request, pk)
    form = ArticleTextForm(request.POST, language=article.language)
    saved = _save(request, article, form)
    if saved is None:
        errors = [error for field in form.errors.values() for error in field]
        return JsonResponse({"errors": errors}, status=422)
    if saved.aside:
        address = reverse("version", args=[article.pk, saved.aside.number])
        return JsonResponse({"aside": address}, status=409)
    if "keep" in request.POST:
        actions.save_version(article, by=request.user)
    at = date_format(timezone.localtime(), "H:i:s")
    return JsonResponse({"base": saved.base, "at": at} | _others(request, article))


@for_writers
@require_POST
def editor_presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a member has the page open or leaves it; return revision and others."""
    article = get_permitted_article(request, pk)
    if "leave" in request.POST:
        presence.mark_absent(article, request.user)
        return JsonResponse({})
    draft = drafts.get_article_draft(article)
    now = {
        "base": drafts.text_revision_id(article, draft),
        "by": draft.saved_by.name if draft and draft.saved_by else "",
    }
    return JsonResponse(now | _others(request, article))


def _save(
    request: HttpRequest, article: Article, form: ArticleTextForm
) -> actions.SaveResult | None:
    if not form.is_valid():
        return None
    try:
        base, page = form.cleaned_data["base"], form.editor_page
        return actions.save_draft(article, form.text, base=base, by=request.user, page=page)
    except TooComplex:
        form.refuse()
        return None


def _others(request: HttpRequest, article: Article) -> dict:
    return {"others": presence.mark_present(article, request.user)}


def _page(
    request: HttpRequest, article, draft, form: ArticleTextForm, status: int = 200
) -> HttpResponse:
    context = {
        "article": article,
        "draft": draft,
        "form": form,
        "media": form.media.with_nonce(request.csp_nonce),
        "editor_words": editor.editor_labels(),
        "image_form": ImageForm(auto_id="beeld-%s"),
        "others": presence.mark_present(article, request.user),
        "every": presence.HEARTBEAT_SECONDS,
        **article_permissions(request.user, article),
    }
    return render(request, "articles/desk/write.html", context, status=status)
