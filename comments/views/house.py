"""The house's own rules: what each does, the words that are watched, and trying both out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import may_set_rules
from articles.models import Article
from comments import actions
from comments.dry_run import dry_run
from comments.forms import RulesForm, WordsForm
from comments.models import WatchedWord
from comments.moderation import settings_of
from comments.rules import find_words
from comments.views.desk import for_moderators


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule and what it does. "Try" shows what another choice would have done."""
    slug = request.GET.get("artikel", "")
    article = get_object_or_404(Article, slug=slug) if slug else None
    form = RulesForm(request.POST or None, modes=settings_of(article), article=article)
    result = None
    if request.method == "POST":
        if not may_set_rules(request.user):
            raise PermissionDenied
        if form.is_valid():
            if "try" not in request.POST:
                actions.set_rules(form.modes(), article)
                messages.success(request, _("Saved. The rules work like this from now on."))
                return redirect(request.get_full_path())
            result = dry_run(form.modes(), article)
    context = {
        "form": form,
        "article": article,
        "articles": Article.objects.published().only("slug", "title")[:200],
        "result": result,
        "may_set": may_set_rules(request.user),
    }
    return render(request, "comments/desk/rules.html", context, status=422 if form.errors else 200)


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """The watched words: add, remove, take in and give out as text, and try on a text."""
    form = WordsForm()
    status = 200
    if request.method == "POST":
        if not may_set_rules(request.user):
            raise PermissionDenied
        if "remove" in request.POST:
            actions.unwatch(request.POST.getlist("remove"))
            return redirect("words")
        form = WordsForm(request.POST)
        if form.is_valid():
            new = actions.watch(form.cleaned_data["words"])
            messages.success(
                request, ngettext("%(n)d word added.", "%(n)d words added.", new) % {"n": new}
            )
            return redirect("words")
        status = 422
    tried = request.GET.get("tekst", "")[:10_000]
    context = {
        "form": form,
        "words": WatchedWord.objects.all(),
        "tried": tried,
        "found": find_words(tried) if tried else [],
        "may_set": may_set_rules(request.user),
    }
    return render(request, "comments/desk/words.html", context, status=status)


@for_moderators
@require_safe
def words_as_text(request: HttpRequest) -> HttpResponse:
    """The list as a text file, one word to a line, as the page takes it in."""
    lines = "".join(f"{word}\n" for word in WatchedWord.objects.values_list("word", flat=True))
    return HttpResponse(
        lines,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="watched-words.txt"'},
    )
