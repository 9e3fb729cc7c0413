"""The page of the moderation rules: their modes, and dry runs of other modes."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guards import for_moderators
from accounts.permissions import may_set_rules
from articles.models import Article
from comments import actions, proof_of_work
from comments.judging import own_rule_modes
from comments.models import FloodSwitch
from desk.dry_run import dry_run_rules
from desk.forms.rules import RuleModesForm

MOST_ARTICLES = 200


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def moderation_rules_page(request: HttpRequest) -> HttpResponse:
    """Show and set the mode of each rule; "Try" shows the effect of other modes without saving."""
    slug = request.GET.get("artikel", "")
    article = get_object_or_404(Article, slug=slug) if slug else None
    may_set = may_set_rules(request.user)
    data = request.POST if request.method == "POST" else None
    form = RuleModesForm(data, modes=own_rule_modes(article), article=article, may_set=may_set)
    result = None
    if form.is_bound:
        if not may_set:
            raise PermissionDenied
        if form.is_valid() and "try" in request.POST:
            result = dry_run_rules(form.modes(), article)
        elif form.is_valid():
            actions.set_rules(form.modes(), article, by=request.user)
            messages.success(request, _("Saved. The rules apply from now on."))
            return redirect(request.get_full_path())
    context = {
        "form": form,
        "article": article,
        "articles": _articles(article),
        "result": result,
        "flood": None if article else _flood(),
        "may_set": may_set,
    }
    return render(request, "desk/rules.html", context, status=422 if form.errors else 200)


def _flood() -> dict:
    return {
        "modes": FloodSwitch.Mode.choices,
        "mode": FloodSwitch.mode_now(),
        "is_on": proof_of_work.is_proof_required(),
        "guests": settings.COMMENTS_FLOOD_GUESTS,
        "minutes": settings.COMMENTS_FLOOD_MINUTES,
    }


def _articles(chosen: Article | None) -> list[Article]:
    """Return the latest articles to choose from, always with the chosen one."""
    latest = list(Article.objects.published().only("slug", "title")[:MOST_ARTICLES])
    return latest if chosen is None or chosen in latest else [chosen, *latest]
