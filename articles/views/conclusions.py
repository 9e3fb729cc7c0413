"""Where editors and authors say what a debate came to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import actions
from articles.forms.conclusions import ConclusionsForm
from articles.forms.rich import for_page, with_editor
from articles.guards import for_writers, piece
from articles.permissions import may_conclude, offered


@with_editor
@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def conclusions(request: HttpRequest, pk: int) -> HttpResponse:
    """Write them, change them, or take them back, which is asked twice."""
    article = piece(request, pk, may_conclude)
    if request.method == "POST" and "remove" in request.POST:
        if request.POST["remove"] != "sure":
            return render(request, "articles/conclusions_remove.html", {"article": article})
        actions.take_conclusions_back(article, by=request.user)
        messages.success(request, _("The conclusions are removed."))
        return redirect("conclusions", pk)
    form = ConclusionsForm(request.POST or None, initial={"text": article.conclusions})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.conclude(article, data["text"], request.user, close=data["close"])
        messages.success(request, _("Saved. Readers see it on top of the debate."))
        return redirect(f"{article.get_absolute_url()}#conclusies")
    context = {"article": article, "form": form, **for_page(request, form)}
    context |= offered(request.user, article)
    status = 422 if form.errors else 200
    return render(request, "articles/conclusions.html", context, status=status)
