"""The challenge of the proof of work that guests' browsers do while a flood is on."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments import proof_of_work
from common.clients import client_network
from common.ratelimit import within_rate_limit


@never_cache
@require_safe
def proof_challenge(request: HttpRequest) -> HttpResponse:
    """Return the challenge for the form with this key; empty if none is required."""
    try:
        key = UUID(request.GET.get("key", ""))
    except ValueError:
        return HttpResponseBadRequest()
    if request.user.is_authenticated:
        return HttpResponse(status=204)
    if not within_rate_limit("proof", client_network(request), 60, 60):
        return HttpResponse(status=429)
    if not proof_of_work.is_proof_required():
        return HttpResponse(status=204)
    return JsonResponse(proof_of_work.create_proof_challenge(key))
