"""The weight of open reports, and closing them; shared by the actions."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from comments import live, report_mail
from comments.models import Comment, Report, ReporterAccuracy


def update_report_weight(comment: Comment) -> None:
    """Set the weight and the time of a reaction's open reports.

    A report weighs by the outcomes of its reporter's earlier ones. If those are decided later, the
    weight stays until the next report: it only orders the moderators' list.
    """
    reports = list(comment.reports.open())
    earlier = Report.objects.accuracies(report.reporter for report in reports)
    weights = (
        report.weight(earlier.get(report.reporter, ReporterAccuracy())) for report in reports
    )
    comment.report_weight = round(sum(weights), 4)
    comment.reported_at = min((report.confirmed_at for report in reports), default=None)
    Comment.objects.filter(pk=comment.pk).update(
        report_weight=comment.report_weight, reported_at=comment.reported_at
    )
    live.push_queue_changed()


def close_reports(
    comment: Comment, status: str, only: Collection[int] | None = None
) -> list[Report]:
    """Close the open reports, or `only` these, and mail the senders who are owed an answer."""
    if comment.reported_at is None:
        return []
    reports = comment.reports.open()
    if only is not None:
        reports = reports.filter(pk__in=only)
    return _close_with_status(comment, list(reports), status)


def overturn_reports(comment: Comment) -> None:
    """Turn upheld reports into dismissed ones, because what they had removed is back."""
    upheld = comment.reports.filter(status=Report.Status.UPHELD, revision=comment.shown_revision)
    if reports := list(upheld):
        _close_with_status(comment, reports, Report.Status.DISMISSED)


def reopen_reports(comment: Comment, since: datetime) -> None:
    """Reopen the reports that a decision at this moment closed, after it was undone."""
    answered = comment.reports.filter(
        status__in=(Report.Status.UPHELD, Report.Status.OUTDATED), decided_at__gte=since
    )
    if answered.update(status=Report.Status.OPEN, decided_at=None):
        update_report_weight(comment)


def _close_with_status(comment: Comment, reports: list[Report], status: str) -> list[Report]:
    Report.objects.filter(pk__in=[report.pk for report in reports]).update(
        status=status, decided_at=timezone.now()
    )
    report_mail.enqueue_report_mail(report_mail.DECIDED, reports)
    update_report_weight(comment)
    return reports
