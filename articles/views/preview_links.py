"""Secret addresses at which someone outside may see a piece."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import actions
from articles.forms import PeekForm
from articles.guards import for_writers, piece
from articles.models import Peek
from articles.permissions import lets_look, may_peek, offered


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def peeks(request: HttpRequest, pk: int) -> HttpResponse:
    """The addresses that work, a form for another, and a button that ends one at once."""
    article = piece(request, pk, may_peek)
    ending = request.POST.get("end", "")
    form = PeekForm(request.POST if request.method == "POST" and not ending else None)
    if ending:
        number = int(ending) if ending.isdecimal() and len(ending) <= 18 else 0
        actions.end_peek(get_object_or_404(Peek.objects.open(), article=article, pk=number))
        messages.success(request, _("This link works no more."))
        return redirect("peeks", article.pk)
    if form.is_bound and form.is_valid():
        note = form.cleaned_data["note"]
        actions.open_peek(article, by=request.user, until=form.until, note=note)
        messages.success(request, _("The link is made. Give it only to whom it is for."))
        return redirect("peeks", article.pk)
    given = Peek.objects.open().filter(article=article).with_giver()
    context = {
        "article": article,
        "form": form,
        "peeks": [peek for peek in given if lets_look(peek)],
    } | offered(request.user, article)
    return render(request, "articles/desk/peeks.html", context, status=422 if form.errors else 200)
