"""What is done against a flood of guests: the challenge for a form, and the editors' switch."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import for_moderators
from accounts.permissions import may_set_rules
from comments import actions, proof
from comments.models import FloodSwitch
from common.clients import network
from common.ratelimit import allow


@never_cache
@require_safe
def challenge(request: HttpRequest) -> HttpResponse:
    """The challenge for the form with this key; empty when none is asked."""
    try:
        key = UUID(request.GET.get("key", ""))
    except ValueError:
        return HttpResponseBadRequest()
    if request.user.is_authenticated:
        return HttpResponse(status=204)
    if not allow("proof", network(request), 60, 60):
        return HttpResponse(status=429)
    if not proof.is_on():
        return HttpResponse(status=204)
    return JsonResponse(proof.challenge(key))


@for_moderators
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Ask every guest for a proof, none, or all while a flood is on."""
    if not may_set_rules(request.user):
        raise PermissionDenied
    mode = request.POST.get("mode", "")
    if mode not in FloodSwitch.Mode.values:
        return HttpResponseBadRequest()
    actions.switch_flood(mode, by=request.user)
    messages.success(request, _("Saved. It works like this from now on."))
    return redirect("rules")
