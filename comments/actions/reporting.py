"""Actions on reports: sending one, confirming a notice, and dismissing them.

A report hides nothing. It puts the reaction before a moderator, unless one has dismissed a report
on the same basis for the same text before.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments import report_mail, reporters
from comments.actions.deciding import DecisionConflict, SeenState, forbid_own_comment
from comments.actions.open_reports import close_reports, update_report_weight
from comments.actions.shared import Verdict, WrongState, lock_thread, reload_comment
from comments.models import Comment, Decision, Report
from moderation import audit_log
from moderation.models import Category


@dataclass(frozen=True)
class Reporter:
    """A reporter: a `key` (see comments/reporters.py), and for a notice a name and an address."""

    key: str
    name: str = ""
    email: str = ""
    user: User | None = None


class AlreadyReported(Exception):
    """This reader reported this text before."""


def report_comment(
    comment: Comment,
    reporter: Reporter,
    *,
    revision: int,
    category: str,
    language: str,
    text: str = "",
    law: str = "",
    confirm_first: bool = False,
) -> Report:
    """Report the revision that was seen.

    Raises `AlreadyReported`, or `WrongState` if that text is no longer public.
    """
    with transaction.atomic():
        lock_thread(comment.article)
        comment = reload_comment(comment)
        if not _is_text_public(comment, revision):
            raise WrongState
        given = Report(
            comment=comment,
            revision=revision,
            category=category,
            text=text,
            law=law,
            name=reporter.name,
            email=reporter.email,
            user=reporter.user,
            reporter=reporter.key,
            language=language,
            status=Report.Status.UNCONFIRMED,
        )
        _replace_earlier_report(given)
        given.save()
        if confirm_first:
            report_mail.enqueue_report_mail(report_mail.CONFIRM, [given])
        else:
            _open_report(given, comment)
    return given


def confirm_report(report: Report) -> Report:
    """Confirm the sender's address, so that the notice counts.

    Raises `AlreadyReported`, or `WrongState` if the notice was confirmed before.
    """
    with transaction.atomic():
        lock_thread(report.comment.article)
        report = Report.objects.get(pk=report.pk)
        if report.status != Report.Status.UNCONFIRMED:
            raise WrongState
        comment = reload_comment(report.comment)
        report.reporter = reporters.reporter_of_address(report.email)
        _replace_earlier_report(report)
        if _is_text_public(comment, report.revision):
            _open_report(report, comment)
        else:
            _close_report(report, Report.Status.OUTDATED)
    return report


def dismiss_reports(
    comment: Comment, *, by: User, seen: SeenState, reports: Collection[int]
) -> Comment:
    """Leave the reaction as it is and dismiss these `reports`; later ones stay open.

    Raises `DecisionConflict` if its state is no longer the one `seen` or none of the reports is
    open, and `PermissionDenied` for one's own reaction.
    """
    with transaction.atomic():
        lock_thread(comment.article)
        comment = reload_comment(comment)
        forbid_own_comment(comment, by)
        dismissed = []
        if SeenState.of(comment) == seen and comment.is_published:
            dismissed = close_reports(comment, Report.Status.DISMISSED, only=reports)
        if not dismissed:
            raise DecisionConflict.over(comment, seen)
        Decision.objects.create(
            comment=comment,
            revision=comment.shown_revision,
            verdict=Verdict.APPROVE,
            by=by,
            from_status=comment.status,
            to_status=comment.status,
        )
        audit_log.record(
            "keep_reported",
            audit_log.comment_subject(comment.pk),
            by=by,
            reports=len(dismissed),
            categories=sorted({report.category for report in dismissed}),
        )
    return comment


def _is_text_public(comment: Comment, revision: int) -> bool:
    return comment.is_published and comment.shown_revision == revision


def _replace_earlier_report(report: Report) -> None:
    """Delete this reader's earlier report on the same text, or raise `AlreadyReported`.

    An unconfirmed report can be sent again, for instance with a corrected address; and an open one
    can be replaced by a notice of illegal content.
    """
    own = Report.objects.exclude(pk=report.pk).filter(
        comment=report.comment_id, revision=report.revision, reporter=report.reporter
    )
    if earlier := own.first():
        unconfirmed = earlier.status == Report.Status.UNCONFIRMED
        is_graver = Category.ILLEGAL == report.category != earlier.category
        if not (unconfirmed or (is_graver and earlier.status == Report.Status.OPEN)):
            raise AlreadyReported
        earlier.delete()


def _open_report(report: Report, comment: Comment) -> None:
    """Open the report, unless a moderator dismissed one on the same basis before."""
    if Report.objects.same_basis(report).filter(status=Report.Status.DISMISSED).exists():
        _close_report(report, Report.Status.DISMISSED)
    else:
        report.status, report.confirmed_at = Report.Status.OPEN, timezone.now()
        report.save()
        report_mail.enqueue_report_mail(report_mail.RECEIVED, [report])
    update_report_weight(comment)


def _close_report(report: Report, status: str) -> None:
    report.status = status
    report.confirmed_at = report.decided_at = timezone.now()
    report.save()
    report_mail.enqueue_report_mail(report_mail.DECIDED, [report])
