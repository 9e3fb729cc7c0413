"""The editors' switch of the proof of work against a flood of guests."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import for_moderators
from accounts.permissions import may_set_rules
from comments import actions
from comments.models import FloodSwitch


@for_moderators
@require_POST
def change_flood_mode(request: HttpRequest) -> HttpResponse:
    """Ask guests for a proof of work always, never, or only during a flood."""
    if not may_set_rules(request.user):
        raise PermissionDenied
    mode = request.POST.get("mode", "")
    if mode not in FloodSwitch.Mode.values:
        return HttpResponseBadRequest()
    actions.set_flood_mode(mode, by=request.user)
    messages.success(request, _("Saved. This setting applies from now on."))
    return redirect("rules")
