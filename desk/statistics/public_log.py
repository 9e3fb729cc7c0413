"""The public log: removals, refusals and restorations, without the writer or the moderator.

A public reaction that was removed or restored is an entry of its own, with its number and the day.
What was never public is only counted, by article and by week, and only if it came from at least
`FEWEST_WRITERS` writers: see docs/decisions/0010-public-log.md.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone

from accounts.identity import counting_key
from articles.models import Article
from comments.models import Comment, Decision, Objection
from common.cached_build import cached_build
from common.params import parse_number
from desk.statistics.periods import local_day, local_hour, start_of_day, start_of_week
from desk.statistics.sql import UtcHour
from moderation.models import Category, HouseRule

FEWEST_WRITERS = 3  # with fewer, a count could be traced to a writer
PAGE_SIZE = 50
EPOCH = date(1970, 1, 1)


class LogBasis(NamedTuple):
    """The basis of a decision: a house rule, or else a category, which may be the law."""

    rule: HouseRule | None = None
    category: str = ""

    @property
    def is_law(self) -> bool:
        return self.rule is None and self.category == Category.ILLEGAL

    @property
    def label(self) -> str:
        return Category(self.category).label if self.category else ""


class LogEvent(NamedTuple):
    """A public reaction that was removed or restored."""

    day: date
    article: Article
    number: int
    address: str  # its URL; empty if it is not shown now
    removed: bool
    automatic: bool
    ground: LogBasis

    is_bundle = False


class LogBundle(NamedTuple):
    """The counts of one week under one article of decisions on what was never public."""

    day: date  # the last day of that week
    article: Article
    refused: int
    automatic: int
    grounds: list[tuple[LogBasis, int]]
    granted: int
    dismissed: int

    is_bundle = True

    @property
    def first_day(self) -> date:
        return self.day - timedelta(days=6)


class BundleCounts(NamedTuple):
    """A bundle as it is cached: numbers and keys only."""

    day: date
    article: int
    refused: int = 0
    automatic: int = 0
    grounds: tuple[tuple[int | str, int], ...] = ()
    granted: int = 0
    dismissed: int = 0


class LogCursor(NamedTuple):
    """The start of a page of the log: a day, and the number of its entries to skip.

    The URL of the page shows the cursor. A moment would reveal more than the log does, and keys of
    decisions would reveal the number of unlisted decisions between two of them.
    """

    day: date
    skipped: int = 0

    @classmethod
    def read(cls, text: str) -> "LogCursor":
        """Return the cursor of a query string; the start of the log if it is invalid."""
        day, _dot, skipped = text.partition(".")
        today = local_day(timezone.now())
        try:
            named = cls(date.fromisoformat(day), parse_number(skipped) or 0)
        except ValueError:
            return cls(today)
        return named if EPOCH <= named.day <= today and len(skipped) <= 6 else cls(today)

    def __str__(self) -> str:
        return f"{self.day}.{self.skipped}" if self.skipped else str(self.day)


class LogPage(NamedTuple):
    entries: list[LogEvent | LogBundle]
    next: str


def load_log_page(place: LogCursor, article: Article | None = None) -> LogPage:
    """Return a page of the log of an article, or of the site, the newest first."""
    bundles = [
        bundle
        for bundle in log_bundles_of_past_weeks()
        if bundle.day <= place.day and (article is None or bundle.article == article.pk)
    ]
    # On one day the bundles come first, so they are skipped first too.
    first = sum(bundle.day == place.day for bundle in bundles)
    start = max(place.skipped - first, 0)
    events = _events(place, article)[start : start + PAGE_SIZE + 1]
    rows = [*bundles[min(place.skipped, first) :][: PAGE_SIZE + 1], *events]
    rows.sort(key=_day, reverse=True)  # stable
    shown = rows[:PAGE_SIZE]
    return LogPage(
        _entries(shown), str(_next_cursor(place, shown)) if len(rows) > PAGE_SIZE else ""
    )


def _day(row: Decision | BundleCounts) -> date:
    return row.day if isinstance(row, BundleCounts) else local_day(row.created_at)


def _next_cursor(place: LogCursor, shown: list) -> LogCursor:
    last = _day(shown[-1])
    of_that_day = sum(_day(row) == last for row in shown)
    return LogCursor(last, of_that_day + (place.skipped if last == place.day else 0))


def _events(place: LogCursor, article: Article | None):
    decisions = Decision.objects.public().filter(
        comment__article__in=Article.objects.with_debate(),
        created_at__lt=start_of_day(place.day + timedelta(days=1)),
    )
    if article is not None:
        decisions = decisions.filter(comment__article=article)
    return (
        decisions.order_by("-created_at", "-pk")
        .select_related("comment__article", "house_rule")
        # No name, text or note is even read.
        .only(
            *("created_at", "from_status", "to_status", "rule", "reason", "house_rule"),
            *("comment__number", "comment__article__slug", "comment__article__title"),
        )
    )


def _entries(rows: list[Decision | BundleCounts]) -> list[LogEvent | LogBundle]:
    events = [row for row in rows if isinstance(row, Decision)]
    bundles = [row for row in rows if isinstance(row, BundleCounts)]
    shown = set(
        Comment.objects.filter(pk__in={row.comment_id for row in events})
        .shown()
        .values_list("pk", flat=True)
    )
    articles = Article.objects.with_debate().only("slug", "title")
    articles = articles.in_bulk({row.article for row in bundles})
    rules = HouseRule.objects.in_bulk(field_name="number") if bundles else {}
    entries = []
    for row in rows:
        if isinstance(row, Decision):
            entries.append(_event(row, row.comment_id in shown))
        elif row.article in articles:  # not withdrawn since it was counted
            entries.append(_bundle(row, articles[row.article], rules))
    return entries


def _event(decision: Decision, is_shown: bool) -> LogEvent:
    comment = decision.comment
    return LogEvent(
        day=local_day(decision.created_at),
        article=comment.article,
        number=comment.number,
        address=comment.get_absolute_url() if is_shown else "",
        removed=decision.to_status == Comment.Status.REMOVED,
        automatic=bool(decision.rule),
        ground=LogBasis(decision.house_rule, decision.reason),
    )


def _bundle(counted: BundleCounts, article: Article, rules: dict[int, HouseRule]) -> LogBundle:
    grounds = [
        (LogBasis(rules.get(key)) if isinstance(key, int) else LogBasis(category=key), count)
        for key, count in counted.grounds
    ]
    return LogBundle(
        counted.day,
        article,
        counted.refused,
        counted.automatic,
        grounds,
        counted.granted,
        counted.dismissed,
    )


# --- Counts of what was never public --------------------------------------------------------------


def log_bundles_of_past_weeks() -> list[BundleCounts]:
    """Return every bundle of the site, the newest first; counted once a day.

    Only whole weeks are counted, so at most an erasure of that day is not in it yet.
    """
    this_week = start_of_week(local_day(timezone.now()))
    return cached_build(
        "log:bundles", str(local_day(timezone.now())), lambda: _count_bundles(this_week)
    )


class _Tally:
    """The counts for one article in one week, with the writers that they came from."""

    def __init__(self) -> None:
        self.count = self.automatic = 0
        self.writers: set[tuple] = set()
        self.by: dict[int | str, list] = defaultdict(lambda: [0, set()])

    def add(self, writer: tuple, key: int | str, automatic: bool = False) -> None:
        self.count += 1
        self.automatic += automatic
        self.writers.add(writer)
        self.by[key][0] += 1
        self.by[key][1].add(writer)

    @property
    def has_enough_writers(self) -> bool:
        return len(self.writers) >= FEWEST_WRITERS

    @property
    def grounds(self) -> tuple[tuple[int | str, int], ...]:
        """The counts by basis, of those with at least `FEWEST_WRITERS` writers."""
        told = [
            (key, count)
            for key, (count, writers) in self.by.items()
            if len(writers) >= FEWEST_WRITERS
        ]
        return tuple(sorted(told, key=lambda pair: (-pair[1], str(pair[0]))))


def _count_bundles(this_week: date) -> list[BundleCounts]:
    until = start_of_day(this_week)
    refused = _tally_by_week(
        Decision.objects.unseen_refusals().filter(created_at__lt=until),
        ("comment__article", "comment__user", "comment__email", "comment"),
        "created_at",
        ("house_rule__number", "reason", "rule"),
        lambda number, reason, rule: (number or reason, bool(rule)),
    )
    comment = "statement__decision__comment"
    objections = _tally_by_week(
        Objection.objects.filter(decided_at__lt=until),
        (f"{comment}__article", f"{comment}__user", f"{comment}__email", comment),
        "decided_at",
        ("outcome",),
        lambda outcome: (outcome,),
    )
    none = _Tally()
    found = []
    for week, article in {*refused, *objections}:
        turned_away = refused.get((week, article), none)
        decided = objections.get((week, article), none)
        if not (turned_away.has_enough_writers or decided.has_enough_writers):
            continue
        counted = BundleCounts(week + timedelta(days=6), article)
        if turned_away.has_enough_writers:
            counted = counted._replace(
                refused=turned_away.count,
                automatic=turned_away.automatic,
                grounds=turned_away.grounds,
            )
        if decided.has_enough_writers:
            granted = decided.by[Objection.Outcome.GRANTED][0]
            counted = counted._replace(granted=granted, dismissed=decided.count - granted)
        found.append(counted)
    return sorted(found, key=lambda counted: (counted.day, counted.article), reverse=True)


def _tally_by_week(
    rows, who: tuple[str, ...], moment: str, what: tuple[str, ...], read: Callable
) -> dict[tuple[date, int], _Tally]:
    """Count `rows` by week and article. A writer is a member, a mailbox, or a single reaction."""
    tallies: dict[tuple[date, int], _Tally] = defaultdict(_Tally)
    values: Iterator = (
        rows.order_by()
        .annotate(hour=UtcHour(F(moment)))
        .values_list("hour", *who, *what)
        .iterator(chunk_size=5_000)
    )
    for hour, article, user, email, comment, *rest in values:
        week = start_of_week(local_hour(hour).date())
        # By mailbox: as two writers, jan+1@ and jan+2@ could learn the outcome of a third.
        tallies[week, article].add(counting_key(user, email, comment), *read(*rest))
    return tallies
