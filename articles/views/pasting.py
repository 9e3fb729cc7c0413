"""What the editor page sends before it puts what was pasted in the text."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from articles import pasting
from articles.guards import for_writers
from common.html import TooComplex
from common.ratelimit import allow

PASTES_A_MINUTE = 30


@require_POST
@for_writers
def paste(request: HttpRequest) -> JsonResponse:
    """Give it back as an article would have it; its notes count on from those there are.

    It is made safe when the text is saved, as if it had been typed.
    """
    if not allow("paste", str(request.user.pk), PASTES_A_MINUTE, 60):
        return JsonResponse({}, status=429)
    notes = request.POST.get("notes", "")[:3]
    try:
        there = int(notes) if notes.isdecimal() else 0
        return JsonResponse({"html": pasting.tidied(request.POST.get("html", ""), there)})
    except TooComplex:
        return JsonResponse({}, status=422)
