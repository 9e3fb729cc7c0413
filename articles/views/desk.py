"""The writing desk's lists of articles, and starting an article."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from articles import actions, desk
from articles.forms import NewArticleForm
from articles.guards import for_writers
from articles.permissions import may_start_article


@for_writers
@require_safe
def writing_desk(request: HttpRequest) -> HttpResponse:
    """Show one list of articles, the last changed first."""
    return _page(request, NewArticleForm(initial={"language": get_language()}))


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def new_article(request: HttpRequest) -> HttpResponse:
    """Start an article and go on to its editor."""
    if not may_start_article(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("writing_desk")
    form = NewArticleForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    article = actions.start_article(request.user, **form.cleaned_data)
    return redirect("write", article.pk)


def _page(request: HttpRequest, form: NewArticleForm, status: int = 200) -> HttpResponse:
    shelves = desk.writing_desk_lists(request.user)
    counts = desk.writing_desk_counts(request.user)
    wanted = request.GET.get("lijst", "")
    # Without a choice, show the first list that is not empty.
    filled = next((shelf for shelf in shelves if counts[shelf.name]), shelves[0])
    shelf = next((shelf for shelf in shelves if shelf.name == wanted), filled)
    sought = request.GET.get("zoek", "").strip()[:100]
    page = desk.articles_in_desk_list(shelf, request.user, sought, request.GET.get("na", ""))
    context = {
        "shelves": [(one, counts[one.name]) for one in shelves],
        "shelf": shelf,
        "sought": sought,
        "pieces": page.rows,
        "next": page.next,
        "form": form,
        "may_begin": may_start_article(request.user),
    }
    return render(request, "articles/desk/pieces.html", context, status=status)
