"""The statistics of a calendar year: restrictions, notices, reports, appeals and sanctions.

Only numbers, of the whole site and a whole year. `dsa_template.py` has their names in the templates
of the law; docs/decisions/0011-yearly-report.md says what they count, and why.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from comments.models import Comment, Decision, Objection, Report
from comments.moderation_rules import POLICY_TITLES
from common.cached_build import cached_build
from desk.statistics.periods import ReportYear, local_day
from desk.statistics.sql import MedianTime, SecondsBetween, grouped_medians
from desk.statistics.waiting_times import decisions_with_wait
from moderation.models import Category, Measure

Verdict, Outcome = Decision.Verdict, Objection.Outcome
# The median of one or two times would reveal the time of a person.
FEWEST_FOR_A_MEDIAN = 3
RESTRICTION_KINDS = ("removal", "refusal", "refused_edit")


@dataclass(frozen=True)
class Restriction:
    """The properties by which refusals and removals are counted."""

    kind: str  # one of RESTRICTION_KINDS
    category: str  # `illegal` on the basis of the law, anything else on that of the house rules
    automatic: bool  # decided by a rule
    found: bool  # found by a rule, whoever decided
    noticed: bool  # after a notice under article 16, so not at the site's own initiative


@dataclass
class YearStatistics:
    """All statistics that are published of a year."""

    restrictions: Counter = field(default_factory=Counter)
    restored: int = 0
    held: int = 0
    approved: int = 0
    wait: MedianTime | None = None
    notices: int = 0
    noticed_texts: int = 0
    notices_decided: Counter = field(default_factory=Counter)  # by the values of `_notice_outcome`
    notice_time: MedianTime | None = None
    reports: Counter = field(default_factory=Counter)  # by category
    reports_decided: Counter = field(default_factory=Counter)  # by category and outcome
    report_time: MedianTime | None = None
    objections: int = 0
    objections_open: int = 0
    outcomes: Counter = field(default_factory=Counter)
    objection_time: MedianTime | None = None
    measures: Counter = field(default_factory=Counter)  # by kind and category

    def count_restrictions(self, **wanted) -> int:
        """Count the restrictions that match `wanted`: `count_restrictions(kind="removal",
        found=True)`."""
        return sum(
            count
            for one, count in self.restrictions.items()
            if all(getattr(one, name) == value for name, value in wanted.items())
        )

    def count_sanctions(self, *kinds: str, category: str | None = None) -> int:
        return sum(
            count
            for (kind, about), count in self.measures.items()
            if kind in kinds and category in (None, about)
        )


def reportable_years() -> list[int]:
    """Return the years from the first with data up to the running one, the latest first."""
    today = local_day(timezone.now())
    return cached_build("transparency:years", str(today), lambda: _find_reportable_years(today))


def _find_reportable_years(today: date) -> list[int]:
    firsts = [
        model.objects.aggregate(first=Min("created_at"))["first"]
        for model in (Decision, Report, Measure)
    ]
    first = min((local_day(moment).year for moment in firsts if moment), default=today.year)
    return list(range(today.year, first - 1, -1))


def year_statistics(year: ReportYear) -> YearStatistics:
    """Return the statistics of a year, counted once a day."""
    edition = f"{year.last_day} {local_day(timezone.now())}"
    return cached_build(f"transparency:{year.year}", edition, lambda: count_year_statistics(year))


def count_year_statistics(year: ReportYear) -> YearStatistics:
    """Count a year, in a fixed number of queries."""
    figures = YearStatistics()
    if year.is_empty:
        return figures
    decisions = Decision.objects.filter(created_at__gte=year.start, created_at__lt=year.end)
    figures.restrictions = _restrictions(decisions)
    totals = decisions.aggregate(
        restored=Count("pk", Q(from_status="removed")),
        held=Count("pk", Q(verdict=Verdict.HOLD)),
        approved=Count("pk", Q(verdict=Verdict.APPROVE, rule="")),
    )
    figures.restored, figures.held, figures.approved = totals.values()
    figures.wait = _publishable_median(
        decisions_with_wait().filter(created_at__gte=year.start, created_at__lt=year.end)
    )
    _count_reports(figures, year)
    _count_appeals(figures, year)
    figures.measures = _counter(
        Measure.objects.filter(created_at__gte=year.start, created_at__lt=year.end).exclude(
            kind=Measure.Kind.TRUST
        ),
        "kind",
        Coalesce("house_rule__category", Value(Category.OTHER)),
    )
    return figures


def basis_category() -> Case:
    """Return the category of the basis of a decision: illegal, or that of the house rule."""
    return Case(
        When(~Q(law=""), then=Value(Category.ILLEGAL)),
        When(house_rule__isnull=False, then=F("house_rule__category")),
        When(reason="", then=Value(Category.OTHER)),  # a moderation rule, which names none
        default=F("reason"),
        output_field=CharField(),
    )


def _restrictions(decisions: QuerySet) -> Counter:
    detected = Decision.objects.filter(
        comment=OuterRef("comment"),
        revision=OuterRef("revision"),
        pk__lt=OuterRef("pk"),
        verdict=Verdict.HOLD,
    ).exclude(rule__in=[name for name, _label in POLICY_TITLES] + ["import"])
    noticed = Report.objects.filter(
        comment=OuterRef("comment"),
        revision__lte=OuterRef("revision"),
        category=Category.ILLEGAL,
        status=Report.Status.UPHELD,
    )
    removal, refusal, refused_edit = RESTRICTION_KINDS
    rows = (
        decisions.restrictions()
        .order_by()
        .annotate(
            kind=Case(
                When(to_status=Comment.Status.REMOVED, then=Value(removal)),
                When(to_status=Comment.Status.REJECTED, then=Value(refusal)),
                default=Value(refused_edit),
                output_field=CharField(),
            ),
            category=basis_category(),
            automatic=ExpressionWrapper(~Q(rule=""), BooleanField()),
            found=ExpressionWrapper(~Q(rule="") | Exists(detected), BooleanField()),
            noticed=Exists(noticed),
        )
        .values("kind", "category", "automatic", "found", "noticed")
        .annotate(count=Count("pk"))
    )
    found: Counter = Counter()
    for row in rows:
        times = row.pop("count")
        found[Restriction(**{name: _as_bool(value) for name, value in row.items()})] += times
    return found


def _as_bool(value):
    """Return 0 and 1, as SQLite gives them, as booleans."""
    return bool(value) if isinstance(value, int) else value


def _count_reports(figures: YearStatistics, year: ReportYear) -> None:
    reports = (
        Report.objects.exclude(status=Report.Status.UNCONFIRMED)
        .order_by()
        # A guest's report counts from its confirmation: before that nobody may look at it.
        .annotate(received=Coalesce("confirmed_at", "created_at"))
    )
    came = reports.filter(received__gte=year.start, received__lt=year.end)
    figures.reports = _counter(came, "category")
    figures.notices = figures.reports.pop(Category.ILLEGAL, 0)
    notices = came.filter(category=Category.ILLEGAL)
    figures.noticed_texts = notices.values("comment", "revision").distinct().count()

    decided = reports.filter(
        decided_at__gte=year.start,
        decided_at__lt=year.end,
        status__in=(Report.Status.UPHELD, Report.Status.DISMISSED),
    ).annotate(
        is_notice=ExpressionWrapper(Q(category=Category.ILLEGAL), BooleanField()),
        seconds=SecondsBetween(F("decided_at"), F("received")),
    )
    refusals = Decision.objects.restrictions().filter(comment=OuterRef("comment"))
    ground = refusals.order_by("-pk").annotate(ground=basis_category()).values("ground")[:1]
    rows = (
        decided.annotate(ground=Subquery(ground))
        .values_list("category", "status", "ground")
        .annotate(count=Count("pk"))
    )
    for about, status, ground, times in rows:
        if about == Category.ILLEGAL:
            figures.notices_decided[_notice_outcome(status, ground)] += times
        else:
            figures.reports_decided[about, status] += times
    times = grouped_medians(decided, "is_notice")
    times = {bool(is_notice): median for (is_notice,), median in times.items()}
    figures.notice_time, figures.report_time = (
        _median_if_enough(times.get(True)),
        _median_if_enough(times.get(False)),
    )


def _notice_outcome(status: str, ground: str | None) -> str:
    """Return the outcome of a notice: "nothing", or a restriction based on "law" or "rules"."""
    if status != Report.Status.UPHELD:
        return "nothing"
    return "law" if ground == Category.ILLEGAL else "rules"


def _count_appeals(figures: YearStatistics, year: ReportYear) -> None:
    totals = Objection.objects.aggregate(
        came=Count("pk", Q(created_at__gte=year.start, created_at__lt=year.end)),
        undecided=Count(
            "pk",
            Q(created_at__lt=year.end) & (Q(decided_at=None) | Q(decided_at__gte=year.end)),
        ),
    )
    figures.objections, figures.objections_open = totals.values()
    decided = Objection.objects.filter(decided_at__gte=year.start, decided_at__lt=year.end)
    figures.outcomes = _counter(decided, "outcome")
    seconds = SecondsBetween(F("decided_at"), F("created_at"))
    figures.objection_time = _publishable_median(decided.annotate(seconds=seconds))


def _counter(rows: QuerySet, *by) -> Counter:
    """Count rows by these fields: the keys are values for one field, tuples for more."""
    names = [name if isinstance(name, str) else f"by_{n}" for n, name in enumerate(by)]
    made = {f"by_{n}": value for n, value in enumerate(by) if not isinstance(value, str)}
    counts: Iterable = (
        rows.order_by().annotate(**made).values_list(*names).annotate(count=Count("pk"))
    )
    return Counter({row[0] if len(by) == 1 else row[:-1]: row[-1] for row in counts})


def _publishable_median(rows: QuerySet) -> MedianTime | None:
    return _median_if_enough(grouped_medians(rows).get(()))


def _median_if_enough(median: MedianTime | None) -> MedianTime | None:
    return median if median and median.count >= FEWEST_FOR_A_MEDIAN else None
