"""The page on which editors and authors write the conclusions of a debate."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import actions
from articles.forms.conclusions import ConclusionsForm
from articles.forms.rich import rich_text_context, with_editor_csp
from articles.guards import for_writers, get_permitted_article
from articles.permissions import article_permissions, may_write_conclusions


@with_editor_csp
@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def edit_conclusions(request: HttpRequest, pk: int) -> HttpResponse:
    """Write, change or remove the conclusions; removing asks for confirmation."""
    article = get_permitted_article(request, pk, may_write_conclusions)
    if request.method == "POST" and "remove" in request.POST:
        if request.POST["remove"] != "sure":
            return render(request, "articles/conclusions_remove.html", {"article": article})
        actions.remove_conclusions(article, by=request.user)
        messages.success(request, _("The conclusions have been removed."))
        return redirect("conclusions", pk)
    form = ConclusionsForm(request.POST or None, initial={"text": article.conclusions})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.save_conclusions(article, data["text"], request.user, close=data["close"])
        messages.success(request, _("Saved. Readers see it at the top of the debate."))
        return redirect(f"{article.get_absolute_url()}#conclusies")
    context = {"article": article, "form": form, **rich_text_context(request, form)}
    context |= article_permissions(request.user, article)
    status = 422 if form.errors else 200
    return render(request, "articles/conclusions.html", context, status=status)
