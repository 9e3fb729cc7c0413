"""Adding a part to a bulletin, and editing its talks and headings."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import editor
from articles.forms.rich import with_editor_csp
from articles.models import Article
from bulletins import actions, candidates
from bulletins.forms import FORMS_BY_KIND, ReactionAddressForm
from bulletins.models import Bulletin, Item
from bulletins.permissions import for_bulletin_editors
from comments.models import Comment
from common.params import parse_number

ORDER_MOST_DISCUSSED = "besproken"


@for_bulletin_editors
@require_http_methods(["GET", "HEAD", "POST"])
def pick_bulletin_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Search the published articles, and add one: the whole of it or its lead."""
    bulletin = get_object_or_404(Bulletin, pk=pk)
    if request.method == "POST":
        chosen = get_object_or_404(Article, pk=parse_number(request.POST.get("article", "")))
        whole = request.POST.get("whole") == "1"
        return _add_response(
            request,
            bulletin,
            lambda: actions.add_bulletin_article(bulletin, chosen, whole=whole, by=request.user),
        )
    words = request.GET.get("q", "")
    context = {"bulletin": bulletin, "words": words, "articles": candidates.find_articles(words)}
    return render(request, "bulletins/desk/add_article.html", context)


@for_bulletin_editors
@require_http_methods(["GET", "HEAD", "POST"])
def pick_bulletin_reaction(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a reaction: by its URL, or chosen from those under an article."""
    bulletin = get_object_or_404(Bulletin, pk=pk)
    form = ReactionAddressForm(request.POST if "address" in request.POST else None)
    if request.method == "POST" and (chosen := _chosen_comment(request, form)):
        return _add_response(
            request,
            bulletin,
            lambda: actions.add_bulletin_reaction(bulletin, chosen, by=request.user),
        )
    context = {"bulletin": bulletin, "form": form, **_search_context(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "bulletins/desk/add_reaction.html", context, status=status)


@with_editor_csp
@for_bulletin_editors
@require_http_methods(["GET", "HEAD", "POST"])
def write_bulletin_talk(request: HttpRequest, pk: int) -> HttpResponse:
    return _writing_page(request, get_object_or_404(Bulletin, pk=pk), Item.Kind.TALK)


@with_editor_csp
@for_bulletin_editors
@require_http_methods(["GET", "HEAD", "POST"])
def write_bulletin_heading(request: HttpRequest, pk: int) -> HttpResponse:
    return _writing_page(request, get_object_or_404(Bulletin, pk=pk), Item.Kind.HEADING)


@with_editor_csp
@for_bulletin_editors
@require_http_methods(["GET", "HEAD", "POST"])
def edit_bulletin_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Edit or remove a talk or heading."""
    found = get_object_or_404(Item.objects.select_related("bulletin"), bulletin=pk, pk=item_pk)
    if not found.is_written_here:
        raise Http404
    if request.POST.get("do") == "remove":
        actions.remove_bulletin_item(found, by=request.user)
        messages.success(request, _("Removed from the bulletin."))
        return redirect(_part_url(found.bulletin))
    return _writing_page(request, found.bulletin, found.kind, found)


def _writing_page(
    request: HttpRequest, bulletin: Bulletin, kind: str, item: Item | None = None
) -> HttpResponse:
    initial = None
    if item:
        initial = {"title": item.title, "text": item.html}
        initial |= {"name": item.name, "affiliation": item.affiliation}
    form = FORMS_BY_KIND[kind](request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        words = {**form.cleaned_data, "by": request.user}
        if item:
            actions.edit_bulletin_text(item, **words)
        else:
            item = actions.add_bulletin_text(bulletin, kind, **words)
        return redirect(_part_url(bulletin, item))
    context = {
        "bulletin": bulletin,
        "form": form,
        "item": item,
        "kind": kind,
        "media": form.media.with_nonce(request.csp_nonce),
        "editor_words": editor.editor_labels(),
    }
    return render(request, "bulletins/desk/write.html", context, status=422 if form.errors else 200)


def _add_response(request: HttpRequest, bulletin: Bulletin, add) -> HttpResponse:
    try:
        item = add()
    except actions.AlreadyInBulletin:
        messages.error(request, _("It is already in this bulletin."))
    except actions.NotPubliclyReadable:
        messages.error(request, _("Not everyone can read it any more, so it was not added."))
    else:
        messages.success(request, _("Added at the end."))
        return redirect(_part_url(bulletin, item))
    return redirect(request.get_full_path())


def _chosen_comment(request: HttpRequest, form: ReactionAddressForm) -> Comment | None:
    if form.is_bound:
        return form.comment if form.is_valid() else None
    return get_object_or_404(Comment, pk=parse_number(request.POST.get("comment", "")))


def _search_context(request: HttpRequest) -> dict:
    slug, words = request.GET.get("stuk", ""), request.GET.get("q", "")
    by = request.GET.get("volgorde", ORDER_MOST_DISCUSSED)
    chosen = Article.objects.published().filter(slug=slug).first() if slug else None
    found = {"article": chosen, "words": words, "order": by}
    if chosen:
        discussed = by == ORDER_MOST_DISCUSSED
        return found | {
            "reactions": candidates.find_reactions(chosen, words, most_discussed=discussed)
        }
    return found | {"articles": candidates.find_articles(words)}


def _part_url(bulletin: Bulletin, item: Item | None = None) -> str:
    page = reverse("compose_bulletin", args=[bulletin.pk])
    return f"{page}#deel-{item.pk}" if item else f"{page}#delen"
