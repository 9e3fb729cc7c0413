"""The author's desk: readers' questions, answered or marked as read in place."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from articles.guards import for_authors
from articles.models import Article
from articles.permissions import is_author
from comments import actions, author_desk
from comments.author_desk import LISTS, MOST_ARTICLES, ORDERS, AuthorDeskEntry, AuthorDeskFilter
from comments.forms import MarkReadForm
from comments.models import Comment
from comments.permissions import may_mark_read
from common.params import parse_number

RETURN_TO_DESK = "auteur"  # `?terug=` in the address of a form that leads back here


@for_authors
@require_safe
def author_desk_page(request: HttpRequest) -> HttpResponse:
    """Show one list with its filters; `?na=` is the cursor of a further page."""
    wanted = AuthorDeskFilter.read(request.GET)
    entries, end = wanted.page(request.user, request.GET.get("na", ""))
    marked = parse_number(request.GET.get("gelezen", ""))
    waiting = Comment.objects.open_questions(request.user).how_many()
    done = author_desk.count_handled_today(request.user)
    context = {
        "wanted": wanted,
        "lists": [
            (name, label, AuthorDeskFilter(which=name).query()) for name, label in LISTS.items()
        ],
        "orders": ORDERS.items(),
        "articles": Article.objects.by(request.user)
        .published()
        .only("slug", "title")[:MOST_ARTICLES],
        "entries": entries,
        "next": wanted.query(after=end) if end else "",
        "is_first_page": "na" not in request.GET,
        "open_count": waiting,
        "done": done,
        "total": done + int(waiting.rstrip("+")) or 1,
        # Marked just now by a browser without scripts: the page offers to undo it.
        "marked": author_desk.find_author_desk_entry(request.user, marked) if marked else None,
    }
    return render(request, "comments/author_desk/desk.html", context)


@for_authors
@require_safe
def author_desk_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one reaction as it is now, for an open desk that shows an older state."""
    return _entry_response(request, author_desk.find_author_desk_entry(request.user, pk))


@for_authors
@require_safe
def author_desk_count(request: HttpRequest) -> HttpResponse:
    """Return the number of reactions that wait, for the counter of an open page."""
    return JsonResponse({"open": Comment.objects.open_questions(request.user).how_many()})


@for_authors
@require_POST
def mark_question_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the revision that was seen as read."""
    comment = _question_or_404(request, pk)
    form = MarkReadForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    actions.mark_comment_read(comment, by=request.user, revision=form.cleaned_data["revision"])
    if request.htmx:
        return _entry_response(request, author_desk.find_author_desk_entry(request.user, pk))
    return redirect(f"{reverse('author_desk')}?gelezen={pk}")


@for_authors
@require_POST
def reopen_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove the mark, so that the reaction waits again."""
    actions.unmark_comment_read(_question_or_404(request, pk), by=request.user)
    if request.htmx:
        return _entry_response(request, author_desk.find_author_desk_entry(request.user, pk))
    messages.success(request, _("It is open again."))
    return redirect("author_desk")


def is_from_author_desk(request: HttpRequest, article: Article) -> bool:
    """Return True if the form was opened at the desk, so that sending it returns there."""
    return request.GET.get("terug") == RETURN_TO_DESK and is_author(request.user, article)


def answer_sent_response(request: HttpRequest, answer: Comment) -> HttpResponse:
    """Respond to an author who answered at the desk."""
    if request.htmx and answer.parent_id:
        response = _entry_response(
            request, author_desk.find_author_desk_entry(request.user, answer.parent_id)
        )
        response["HX-Retarget"] = f"#entry-{answer.parent_id}"
        response["HX-Reswap"] = "outerHTML"
        return response
    if answer.is_published:
        messages.success(request, _("Your reply is published."))
    else:
        messages.success(request, _("We received your reply. A moderator will look at it first."))
    if request.htmx:  # the parent is gone, so this became a reaction of its own
        return HttpResponseClientRedirect(reverse("author_desk"))
    return redirect("author_desk")


def _question_or_404(request: HttpRequest, pk: int) -> Comment:
    """Return a public question under one of their articles, else raise `Http404`."""
    found = Comment.objects.published().select_related("article").filter(pk=pk)
    comment = get_object_or_404(found.prefetch_related("article__bylines"))
    if not may_mark_read(request.user, comment):
        raise Http404
    return comment


def _entry_response(request: HttpRequest, found: AuthorDeskEntry | None) -> HttpResponse:
    if found is None:  # withdrawn or removed meanwhile
        raise Http404
    template = (
        "comments/author_desk/_entry.html" if request.htmx else "comments/author_desk/entry.html"
    )
    return render(request, template, {"entry": found})
