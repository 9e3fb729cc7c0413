"""Readers' reports on the reactions at the desk, without who the reporters are."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from comments.models import Comment, Report, ReporterAccuracy
from moderation.models import Category

MOST_SHOWN = 10


class DetailedReport(NamedTuple):
    """A report that says more than its kind, with what became of its sender's earlier ones."""

    report: Report
    record: ReporterAccuracy

    @property
    def name(self) -> str:
        """The name of who gave a notice and answers for it; others need not be known."""
        return self.report.name if self.report.category == Category.ILLEGAL else ""


@dataclass(frozen=True)
class OpenReports:
    """The open reports on one reaction: how many of each kind, and the weightiest of those that say
    more than that."""

    told: tuple[DetailedReport, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    pks: str = ""  # of all of them, as the form gives them back
    rest: int = 0  # how many more say something


NO_REPORTS = OpenReports()


def open_reports(comments: Iterable[Comment]) -> dict[int, OpenReports]:
    """The open reports on each of these that has any; in two queries, or none."""
    reported = [comment.pk for comment in comments if comment.reported_at]
    if not reported:
        return {}
    reports = defaultdict(list)
    for report in Report.objects.open().filter(comment__in=reported):
        reports[report.comment_id].append(report)
    everyone = {report.reporter for found in reports.values() for report in found}
    records = Report.objects.accuracies(everyone)
    return {pk: _summarize_reports(found, records) for pk, found in reports.items()}


def _summarize_reports(reports: list[Report], records: dict[str, ReporterAccuracy]) -> OpenReports:
    told = [
        DetailedReport(report, records.get(report.reporter, ReporterAccuracy()))
        for report in reports
    ]
    told = [one for one in told if one.report.text or one.report.law or any(one.record)]
    told.sort(key=lambda one: one.report.weight(one.record), reverse=True)
    kinds = Counter(report.category for report in reports)
    return OpenReports(
        tuple(told[:MOST_SHOWN]),
        tuple((Category(kind).label, count) for kind, count in kinds.most_common()),
        " ".join(str(report.pk) for report in reports),
        max(0, len(told) - MOST_SHOWN),
    )
