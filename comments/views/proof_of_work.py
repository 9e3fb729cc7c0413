"""The challenge of the proof of work that guests' browsers do while a flood is on."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments import proof_of_work
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
    if not proof_of_work.is_on():
        return HttpResponse(status=204)
    return JsonResponse(proof_of_work.challenge(key))
