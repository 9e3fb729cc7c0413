"""The lists that rules use: add, remove, import, export, and try them on a text."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import for_moderators
from accounts.permissions import may_set_rules
from comments import actions
from comments.learned.tried import LearnedRuleTrial, try_learned_rule
from comments.models import BlockedDomain, WatchedWord
from comments.rules import RuleContext
from comments.watched_lists import find_blocked_domains, find_watched_words
from desk.forms.lists import BlockedDomainsForm, ListEntriesForm, WatchedWordsForm

LONGEST_TRIED = 10_000


class RuleList(NamedTuple):
    name: str
    title: Promise
    explanation: Promise
    form: type[ListEntriesForm]
    entries: QuerySet
    add: Callable[..., int]
    remove: Callable[..., None]
    find: Callable[[str], list[str]]
    # The learned rule goes by words too, and is tried on the same text.
    learned: Callable[[str], LearnedRuleTrial] | None = None


WORD_LIST = RuleList(
    "words",
    _("Watched words"),
    _(
        "Only whole words count. Capitals, accents, invisible characters, "
        "look-alike letters from other scripts and digits used as letters "
        "(b00s) make no difference."
    ),
    WatchedWordsForm,
    WatchedWord.objects.values_list("word", flat=True),
    actions.add_watched_words,
    actions.remove_watched_words,
    lambda text: find_watched_words(text, RuleContext().words),
    try_learned_rule,
)
DOMAIN_LIST = RuleList(
    "domains",
    _("Blocked domains"),
    _("A domain includes its subdomains, whether linked or only mentioned."),
    BlockedDomainsForm,
    BlockedDomain.objects.values_list("domain", flat=True),
    actions.block_domains,
    actions.unblock_domains,
    find_blocked_domains,
)


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def rule_list_page(request: HttpRequest, which: RuleList) -> HttpResponse:
    """Show a list: moderators may read it and try it on a text, editors may change it."""
    may_set = may_set_rules(request.user)
    form, text = which.form(), ""
    if "try" in request.POST:
        text = request.POST.get("text", "")[:LONGEST_TRIED]
    elif request.method == "POST":
        if not may_set:
            raise PermissionDenied
        if "remove" in request.POST:
            which.remove(request.POST.getlist("remove"), by=request.user)
            return redirect(which.name)
        form = which.form(request.POST, request.FILES)
        if form.is_valid():
            new = which.add(form.cleaned_data["found"], by=request.user)
            messages.success(request, ngettext("%(n)d added.", "%(n)d added.", new) % {"n": new})
            return redirect(which.name)
    context = {
        "list": which,
        "as_text": reverse(f"{which.name}_as_text"),
        "entries": which.entries.all(),
        "form": form,
        "tried": text,
        "found": which.find(text),
        "learned": which.learned(text) if text and which.learned else None,
        "may_set": may_set,
    }
    return render(request, "desk/list.html", context, status=422 if form.errors else 200)


@for_moderators
@require_safe
def rule_list_as_text(request: HttpRequest, which: RuleList) -> HttpResponse:
    """Return the list as a text file, one entry to a line, in the form that the page imports."""
    return HttpResponse(
        "".join(f"{entry}\n" for entry in which.entries.all()),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{which.name}.txt"'},
    )
