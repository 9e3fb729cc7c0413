"""The yearly transparency report: as pages, CSV and JSON."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from desk.statistics import dsa_template, tables, transparency
from desk.statistics.periods import ReportYear
from desk.views.public_log import cache_for_everyone

HOUR = 60 * 60


@conditional_page
@require_safe
def transparency_years_page(request: HttpRequest) -> HttpResponse:
    found = [ReportYear.of(year) for year in transparency.reportable_years()]
    return cache_for_everyone(
        request, render(request, "desk/transparency/years.html", {"years": found}), HOUR
    )


@conditional_page
@require_safe
def transparency_report_page(request: HttpRequest, year: int) -> HttpResponse:
    period = _period(year)
    figures = transparency.year_statistics(period)
    context = {
        "year": period,
        "tables": tables.yearly_report_tables(figures),
        "fewest": transparency.FEWEST_FOR_A_MEDIAN,
    }
    return cache_for_everyone(
        request, render(request, "desk/transparency/report.html", context), HOUR
    )


@conditional_page
@require_safe
def transparency_csv_download(request: HttpRequest, year: int) -> HttpResponse:
    period = _period(year)
    # A byte order mark, since some spreadsheets would guess another encoding.
    text = "\ufeff" + dsa_template.yearly_report_csv(period, transparency.year_statistics(period))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    return _file(answer, f"transparency-{year}.csv")


@conditional_page
@require_safe
def transparency_json_download(request: HttpRequest, year: int) -> HttpResponse:
    period = _period(year)
    data = dsa_template.yearly_report_data(period, transparency.year_statistics(period))
    answer = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    return _file(answer, f"transparency-{year}.json")


def _file(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = f"public, max-age={HOUR}"
    return answer


def _period(year: int) -> ReportYear:
    if year not in transparency.reportable_years():
        raise Http404
    return ReportYear.of(year)
