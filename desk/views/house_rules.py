"""The house rules: the public page, and the pages on which editors change them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import for_moderators
from accounts.permissions import may_set_rules
from desk.forms.house_rules import CannedReasonForm, HouseRuleForm
from moderation import actions
from moderation.models import CannedReason, HouseRule


@require_safe
def house_rules_page(request: HttpRequest) -> HttpResponse:
    """Show the rules in the reader's language; old decisions link to retired ones too."""
    everything = list(HouseRule.objects.all())
    active = [rule for rule in everything if rule.retired_at is None]
    context = {
        "rules": active,
        "retired": [rule for rule in everything if rule.retired_at is not None],
        "changed_at": max((rule.changed_at for rule in active), default=None),
    }
    return render(request, "desk/house/rules.html", context)


@for_moderators
@require_safe
def house_rules_desk(request: HttpRequest) -> HttpResponse:
    """List all rules and canned reasons, for moderators to look up and editors to change."""
    context = {
        "rules": HouseRule.objects.all(),
        "canned": CannedReason.objects.select_related("house_rule"),
        "may_set": may_set_rules(request.user),
    }
    return render(request, "desk/house/desk.html", context)


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def edit_house_rule(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Write a new rule, or change, retire or reinstate one."""
    _only_editors(request)
    kept = get_object_or_404(HouseRule, number=number) if number is not None else None
    if kept and request.method == "POST" and {"retire", "reinstate"} & request.POST.keys():
        return _retire(request, kept)
    form = HouseRuleForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        if kept:
            actions.change_house_rule(kept, by=request.user, **form.cleaned_data)
        else:
            actions.add_house_rule(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Readers see this version from now on."))
        return redirect("house")
    # Read again: the form has changed its instance, also when it is invalid.
    shown = HouseRule.objects.get(pk=kept.pk) if kept else None
    return _form(request, "desk/house/rule.html", form, {"rule": shown})


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def edit_canned_reason(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Write a new canned reason, or change or remove one."""
    _only_editors(request)
    kept = get_object_or_404(CannedReason, pk=pk) if pk is not None else None
    if kept and "remove" in request.POST:
        actions.remove_canned_reason(kept, by=request.user)
        return redirect("house")
    active = list(HouseRule.objects.active())
    form = CannedReasonForm(request.POST or None, instance=kept, rules=active)
    if request.method == "POST" and form.is_valid():
        if kept:
            actions.change_canned_reason(kept, by=request.user, **form.cleaned_data)
        else:
            actions.add_canned_reason(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("house")
    return _form(request, "desk/house/canned.html", form, {"canned": kept})


def _only_editors(request: HttpRequest) -> None:
    if not may_set_rules(request.user):
        raise PermissionDenied


def _retire(request: HttpRequest, rule: HouseRule) -> HttpResponse:
    if "reinstate" in request.POST:
        actions.reinstate_house_rule(rule, by=request.user)
        return redirect("house")
    try:
        actions.retire_house_rule(rule, by=request.user)
    except actions.LastHouseRule:
        messages.error(
            request,
            _("This is the last rule. A rejection needs a rule as its basis; add another first."),
        )
    return redirect("house")


def _form(request: HttpRequest, template: str, form, context: dict) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)
