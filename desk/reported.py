"""Readers' open reports on the reactions at the desk, without the identity of the reporters."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from comments.models import Comment, Report, ReporterAccuracy
from moderation.models import Category

MOST_SHOWN = 10


class DetailedReport(NamedTuple):
    """A report that says more than its kind, with the outcomes of its sender's earlier ones."""

    report: Report
    record: ReporterAccuracy

    @property
    def name(self) -> str:
        """The name of the sender of a legal notice, who answers for it; empty for other reports."""
        return self.report.name if self.report.category == Category.ILLEGAL else ""


@dataclass(frozen=True)
class OpenReports:
    """The open reports on a reaction: the count of each kind, and the weightiest detailed ones."""

    told: tuple[DetailedReport, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    pks: str = ""  # the keys of all of them, as the form posts them back
    rest: int = 0  # the number of detailed reports that are not in `told`


NO_REPORTS = OpenReports()


def open_reports(comments: Iterable[Comment]) -> dict[int, OpenReports]:
    """Return the open reports on each of these that has any, in two queries or none."""
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
