"""The page of the desk's statistics, as plots and tables."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import may_see_moderators
from comments.learned import current as learned
from comments.models import Objection
from desk.statistics import plot, summary
from desk.statistics.durations import format_duration
from desk.statistics.summary import PERIODS, DeskStatistics, StatisticsPeriod
from desk.views.queue import for_moderators


@for_moderators
@require_safe
def statistics_page(request: HttpRequest) -> HttpResponse:
    """Show the statistics of the last days; `?dagen=` is their number."""
    period = StatisticsPeriod.read(request.GET.get("dagen", ""))
    names = may_see_moderators(request.user)
    found = summary.desk_statistics(period, names=names)
    context = {
        "period": period,
        "periods": PERIODS,
        "statistics": found,
        "names": names,
        "numbers": _numbers(found),
        "plots": _plots(found),
        "learned": learned.classifier_report(),
        "rules": [(rule, format_duration(rule.wait)) for rule in found.rules],
    }
    return render(request, "desk/statistics.html", context)


def _numbers(found: DeskStatistics) -> list[tuple[str, str | int]]:
    granted = found.outcomes[Objection.Outcome.GRANTED]
    total = found.outcomes.total()
    return [
        (_("held"), found.held.total()),
        (_("decided by people"), found.decided.total()),
        (_("reported"), found.reported.total()),
        (_("median waiting time of held reactions"), format_duration(found.wait)),
        (_("median time to a decision on a report"), format_duration(found.report_time)),
        (_("appeals granted"), f"{granted}/{total}" if total else "–"),
    ]


def _plots(found: DeskStatistics) -> list[plot.Plot]:
    period = found.period
    held, decided = _("Held"), _("Decided")
    places = [date_format(day, "j b") for day in period.places()]
    monday = date(2024, 1, 1)
    weekdays = [date_format(monday + timedelta(days=n), "D") for n in range(7)]

    def series(along) -> list[plot.PlotSeries]:
        return [
            plot.PlotSeries(held, along(found.held)),
            plot.PlotSeries(decided, along(found.decided)),
        ]

    return [
        plot.line_plot(
            "verloop",
            _("By week, starting Monday") if period.by_week else _("By day"),
            _("Week") if period.by_week else _("Day"),
            places,
            *series(found.by_place),
            plot.PlotSeries(_("Reported"), found.by_place(found.reported)),
        ),
        plot.bar_plot(
            "uren",
            _("By hour of the day"),
            _("Hour"),
            [str(n) for n in range(24)],
            *series(found.by_hour),
        ),
        plot.bar_plot(
            "weekdagen", _("By day of the week"), _("Day"), weekdays, *series(found.by_weekday)
        ),
    ]
