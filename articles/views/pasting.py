"""The conversion of pasted HTML, which the editor page requests before inserting it."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from articles import pasting
from articles.guards import for_writers
from common.html.rules import TooComplex
from common.params import parse_number
from common.ratelimit import within_rate_limit

PASTES_A_MINUTE = 30


@require_POST
@for_writers
def convert_pasted_html(request: HttpRequest) -> JsonResponse:
    """Return pasted HTML as the HTML of an article; its notes are numbered after existing ones.

    It is made safe only when the text is saved, as typed text is.
    """
    if not within_rate_limit("paste", str(request.user.pk), PASTES_A_MINUTE, 60):
        return JsonResponse({}, status=429)
    there = min(parse_number(request.POST.get("notes", "")) or 0, 999)
    try:
        return JsonResponse(
            {"html": pasting.clean_pasted_html(request.POST.get("html", ""), there)}
        )
    except TooComplex:
        return JsonResponse({}, status=422)
