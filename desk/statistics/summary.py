"""The desk's statistics, for the team: volumes, decisions, waiting times, precision of the rules.

Of each moderator there is only the number of decisions, and only for editors: see
docs/decisions/0012-statistics.md.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Min, Q
from django.utils import timezone

from comments.models import Comment, Decision, Objection, Report
from comments.moderation_rules import POLICY_TITLES, RULE_TITLES
from desk.statistics.periods import local_day, local_hour, start_of_day, start_of_week
from desk.statistics.sql import MedianTime, SecondsBetween, UtcHour, grouped_medians
from desk.statistics.waiting_times import decisions_with_wait

PERIODS = (7, 30, 90, 365)
CACHE_SECONDS = 10 * 60
WEEKLY_ABOVE_DAYS = 60  # days; a longer period is shown by the week
Verdict, Outcome = Decision.Verdict, Objection.Outcome


@dataclass(frozen=True)
class StatisticsPeriod:
    """The last `days` days, today included."""

    days: int
    today: date

    @classmethod
    def read(cls, text: str) -> "StatisticsPeriod":
        days = int(text) if text in {str(days) for days in PERIODS} else 30
        return cls(days, local_day(timezone.now()))

    @property
    def first_day(self) -> date:
        return self.today - timedelta(days=self.days - 1)

    @property
    def start(self) -> datetime:
        return start_of_day(self.first_day)

    @property
    def by_week(self) -> bool:
        return self.days > WEEKLY_ABOVE_DAYS

    def place(self, day: date) -> date:
        """Return the place of a day along the foot of a plot: the day, or the start of its week."""
        return start_of_week(day) if self.by_week else day

    def places(self) -> list[date]:
        days = (self.first_day + timedelta(days=n) for n in range(self.days))
        return list(dict.fromkeys(map(self.place, days)))


@dataclass
class RuleStatistics:
    """The outcomes of what one rule held, as far as people decided on it."""

    name: str
    held: int = 0
    decided: int = 0
    rejected: int = 0
    wait: MedianTime | None = None

    @property
    def title(self) -> str:
        return str((RULE_TITLES | dict(POLICY_TITLES)).get(self.name, self.name))

    @property
    def precision(self) -> float | None:
        return 100 * self.rejected / self.decided if self.decided else None


@dataclass
class DeskStatistics:
    period: StatisticsPeriod
    held: Counter = field(default_factory=Counter)  # this and the next three by local hour
    approved: Counter = field(default_factory=Counter)
    rejected: Counter = field(default_factory=Counter)
    reported: Counter = field(default_factory=Counter)
    wait: MedianTime | None = None
    report_time: MedianTime | None = None
    rules: list[RuleStatistics] = field(default_factory=list)
    outcomes: Counter = field(default_factory=Counter)
    waiting_since: datetime | None = None
    moderators: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def decided(self) -> Counter:
        return self.approved + self.rejected

    @property
    def granted_percentage(self) -> float | None:
        """The share of appeals that were granted, in per cent."""
        total = self.outcomes.total()
        return 100 * self.outcomes[Outcome.GRANTED] / total if total else None

    def by_place(self, counts: Counter) -> list[int]:
        return _along(counts, lambda at: self.period.place(at.date()), self.period.places())

    def by_hour(self, counts: Counter) -> list[int]:
        return _along(counts, lambda at: at.hour, range(24))

    def by_weekday(self, counts: Counter) -> list[int]:
        return _along(counts, lambda at: at.weekday(), range(7))


def _along(counts: Counter, place: Callable, places) -> list[int]:
    found: Counter = Counter()
    for at, count in counts.items():
        found[place(at)] += count
    return [found[place] for place in places]


def desk_statistics(period: StatisticsPeriod, *, names: bool) -> DeskStatistics:
    """Return the statistics of a period.

    Those of a long one are cached for ten minutes, since counting a year of a busy site takes
    seconds.
    """
    if not period.by_week:
        return count_desk_statistics(period, names=names)
    key = f"statistics:{period.today}:{period.days}:{names}"
    return cache.get_or_set(key, lambda: count_desk_statistics(period, names=names), CACHE_SECONDS)


def count_desk_statistics(period: StatisticsPeriod, *, names: bool) -> DeskStatistics:
    """Count a period in a fixed number of queries; by moderator only if `names`."""
    statistics = DeskStatistics(period)
    decisions = Decision.objects.filter(created_at__gte=period.start)
    _count_decisions(statistics, decisions)
    _count_rules(statistics)
    _count_reports(statistics, period)
    decided = Objection.objects.filter(decided_at__gte=period.start).order_by()
    statistics.outcomes = Counter(dict(decided.values_list("outcome").annotate(Count("pk"))))
    statistics.waiting_since = Comment.objects.queue().aggregate(since=Min("held_at"))["since"]
    if names:
        statistics.moderators = list(
            decisions.by_people()
            .order_by("by__name", "by")
            .filter(by__isnull=False)
            .values_list("by__name")
            .annotate(count=Count("pk"), rejected=Count("pk", Q(verdict=Verdict.REJECT)))
            .values_list("by__name", "count", "rejected")
        )
    return statistics


def _count_decisions(statistics: DeskStatistics, decisions) -> None:
    kinds = {
        (Verdict.HOLD, True): statistics.held,
        (Verdict.APPROVE, False): statistics.approved,
        (Verdict.REJECT, False): statistics.rejected,
    }
    rows = (
        decisions.order_by()
        .annotate(
            hour=UtcHour(F("created_at")), by_rule=ExpressionWrapper(~Q(rule=""), BooleanField())
        )
        .values_list("hour", "verdict", "by_rule")
        .annotate(count=Count("pk"))
    )
    for hour, verdict, by_rule, count in rows:
        counter = kinds.get((verdict, bool(by_rule)))
        if counter is not None:
            counter[local_hour(hour)] += count
    held = decisions.filter(verdict=Verdict.HOLD).order_by().values_list("rule")
    for name, count in held.annotate(count=Count("pk")):
        _statistics_of_rule(statistics, name).held = count


def _statistics_of_rule(statistics: DeskStatistics, name: str) -> RuleStatistics:
    found = next((rule for rule in statistics.rules if rule.name == name), None)
    if found is None:
        found = RuleStatistics(name)
        statistics.rules.append(found)
    return found


def _count_rules(statistics: DeskStatistics) -> None:
    """Count by rule, with the medians, in one pass over all waits of the period.

    All are needed, since the overall median cannot be derived from the medians of the rules.
    """
    judged = decisions_with_wait().filter(created_at__gte=statistics.period.start).order_by()
    rows = judged.values_list("held_rule", "verdict", "seconds").iterator(chunk_size=10_000)
    times = defaultdict(list)
    rejected: Counter = Counter()
    for name, verdict, seconds in rows:
        times[name].append(seconds)
        if verdict == "reject":
            rejected[name] += 1
    for name, seconds in times.items():
        rule = _statistics_of_rule(statistics, name)
        rule.decided, rule.rejected = len(seconds), rejected[name]
        rule.wait = MedianTime.of(seconds)
    statistics.wait = MedianTime.of([second for seconds in times.values() for second in seconds])
    statistics.rules.sort(key=lambda rule: (-rule.held, rule.name))


def _count_reports(statistics: DeskStatistics, period: StatisticsPeriod) -> None:
    reports = Report.objects.exclude(status=Report.Status.UNCONFIRMED).order_by()
    rows = (
        reports.filter(created_at__gte=period.start)
        .annotate(hour=UtcHour(F("created_at")))
        .values_list("hour")
        .annotate(Count("pk"))
    )
    for hour, count in rows:
        statistics.reported[local_hour(hour)] += count
    seconds = SecondsBetween(F("decided_at"), F("created_at"))
    decided = reports.filter(decided_at__gte=period.start).annotate(seconds=seconds)
    statistics.report_time = grouped_medians(decided).get(())
