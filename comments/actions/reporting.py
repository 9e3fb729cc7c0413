"""The verbs about reports: giving one, confirming a notice, and leaving the reaction as it is.

A report hides nothing. It puts the reaction before a moderator, and only on grounds that no
moderator has dismissed for the same text before.
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
    """A reporter: by `key` (see comments/reporters.py); by name and address for a notice."""

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
    """Report the text that was seen. Raises `Already`, or `NotNow` when it is no longer there."""
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
    """The sender's address is theirs: the notice counts. Raises `Already`, or `NotNow` the second
    time."""
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
    """Leave the reaction as it is, and dismiss the `reports` that were read; those that came in
    since stay open. Raises `Conflict` when it is no longer what was `seen`, or none is open, and
    `PermissionDenied` for one's own reaction."""
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
    """See to it that this reader's report is the only one on this text, or raise `Already`.

    One that was not confirmed can be given again, with the address as it should be; and what turns
    out to be illegal can still be said to be so.
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
    """Put it before a moderator, unless one has dismissed this very ground already."""
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
