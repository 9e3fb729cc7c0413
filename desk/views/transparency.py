"""The yearly report, for readers and for programs."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from desk.statistics import (
    dsa_template,
    tables,
    transparency,
)
from desk.statistics.periods import Year
from desk.views.public_log import for_everyone

HOUR = 60 * 60


@conditional_page
@require_safe
def years(request: HttpRequest) -> HttpResponse:
    found = [Year.of(year) for year in transparency.years()]
    return for_everyone(
        request, render(request, "desk/transparency/years.html", {"years": found}), HOUR
    )


@conditional_page
@require_safe
def report(request: HttpRequest, year: int) -> HttpResponse:
    period = _period(year)
    figures = transparency.of(period)
    context = {
        "year": period,
        "tables": tables.of(figures),
        "fewest": transparency.FEWEST_FOR_A_MEDIAN,
    }
    return for_everyone(request, render(request, "desk/transparency/report.html", context), HOUR)


@conditional_page
@require_safe
def as_csv(request: HttpRequest, year: int) -> HttpResponse:
    period = _period(year)
    # Marked as UTF-8 by its first letter, for the spreadsheets that would guess.
    text = "\ufeff" + dsa_template.as_csv(period, transparency.of(period))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    return _file(answer, f"transparency-{year}.csv")


@conditional_page
@require_safe
def as_json(request: HttpRequest, year: int) -> HttpResponse:
    period = _period(year)
    data = dsa_template.as_data(period, transparency.of(period))
    answer = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    return _file(answer, f"transparency-{year}.json")


def _file(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = f"public, max-age={HOUR}"
    return answer


def _period(year: int) -> Year:
    if year not in transparency.years():
        raise Http404
    return Year.of(year)
