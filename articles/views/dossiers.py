"""The pages on which editors gather articles in dossiers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import actions
from articles.forms.dossiers import DossierForm, DossierPieceForm
from articles.forms.rich import rich_text_context, with_editor_csp
from articles.guards import for_editors
from articles.models import Article, Dossier

MOST_FOUND = 20


@for_editors
@require_safe
def dossier_desk(request: HttpRequest) -> HttpResponse:
    """List all dossiers, also the unpublished ones."""
    dossiers = Dossier.objects.with_counts().order_by("-updated_at", "-pk")
    return render(request, "articles/dossiers/desk.html", {"dossiers": dossiers})


@with_editor_csp
@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def new_dossier(request: HttpRequest) -> HttpResponse:
    form = DossierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.save_dossier(Dossier(), **form.cleaned_data)
        return redirect("edit_dossier", made.pk)
    return _page(request, form, None)


@with_editor_csp
@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def edit_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit the text of a dossier and its list of articles, with a search to add some."""
    dossier = get_object_or_404(Dossier, pk=pk)
    # A copy: the form writes the typed values to its instance even if they are refused.
    form = DossierForm(request.POST or None, instance=Dossier.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        actions.save_dossier(dossier, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("edit_dossier", pk)
    return _page(request, form, dossier)


@for_editors
@require_POST
def dossier_visibility(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish or hide a dossier."""
    dossier = get_object_or_404(Dossier, pk=pk)
    if request.POST.get("show") == "1":
        actions.show_dossier(dossier, by=request.user)
        messages.success(request, _("Readers can see this dossier now."))
    else:
        actions.hide_dossier(dossier, by=request.user)
        messages.success(request, _("Readers can no longer see this dossier."))
    return redirect("edit_dossier", pk)


@for_editors
@require_POST
def edit_dossier_pieces(request: HttpRequest, pk: int) -> HttpResponse:
    """Add, move or remove an article of a dossier."""
    dossier = get_object_or_404(Dossier, pk=pk)
    form = DossierPieceForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    key = form.cleaned_data["article"]
    match form.cleaned_data["do"]:
        case "add":
            actions.add_dossier_piece(dossier, get_object_or_404(Article, pk=key))
        case "remove":
            actions.remove_dossier_piece(get_object_or_404(dossier.pieces, article=key))
        case way:
            actions.move_dossier_piece(
                get_object_or_404(dossier.pieces, article=key), up=way == "up"
            )
    return redirect(f"{request.path.removesuffix('stuk/')}#stukken")


def _page(request: HttpRequest, form: DossierForm, dossier: Dossier | None) -> HttpResponse:
    words = request.GET.get("zoek", "")[:200].strip()
    context = {"form": form, "dossier": dossier, "words": words, **rich_text_context(request, form)}
    if dossier:
        pieces = dossier.pieces.select_related("article").prefetch_related("article__bylines")
        context["pieces"] = list(pieces.defer("article__body"))
        context["found"] = _found(dossier, words)
    status = 422 if form.errors else 200
    return render(request, "articles/dossiers/edit.html", context, status=status)


def _found(dossier: Dossier, words: str) -> list[Article]:
    """Return articles to add: the newest, or those with these words in title or bylines."""
    articles = Article.objects.exclude(status=Article.Status.WITHDRAWN).exclude(dossiers=dossier)
    for word in words.split():
        articles = articles.naming(word)
    articles = articles.order_by("-published_at", "-pk").prefetch_related("bylines").defer("body")
    return list(articles[:MOST_FOUND])
