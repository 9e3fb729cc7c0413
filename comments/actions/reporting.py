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
from comments.actions.deciding import (
    Conflict,
    Seen,
    refuse_own,
)
from comments.actions.open_reports import close, weigh
from comments.actions.shared import NotNow, Verdict, fresh, hold
from comments.models import Comment, Decision, Report
from moderation import audit_log
from moderation.models import Category


@dataclass(frozen=True)
class Reporter:
    """Who reports: by `key` (see comments/reporters.py); by name and address for a notice."""

    key: str
    name: str = ""
    email: str = ""
    user: User | None = None


class Already(Exception):
    """This reader reported this text before."""


def report(
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
        hold(comment.article)
        comment = fresh(comment)
        if not _is_there(comment, revision):
            raise NotNow
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
        _make_way(given)
        given.save()
        if confirm_first:
            report_mail.send_later(report_mail.CONFIRM, [given])
        else:
            _open(given, comment)
    return given


def confirm_report(report: Report) -> Report:
    """The sender's address is theirs: the notice counts. Raises `Already`, or `NotNow` the second
    time."""
    with transaction.atomic():
        hold(report.comment.article)
        report = Report.objects.get(pk=report.pk)
        if report.status != Report.Status.UNCONFIRMED:
            raise NotNow
        comment = fresh(report.comment)
        report.reporter = reporters.of_address(report.email)
        _make_way(report)
        if _is_there(comment, report.revision):
            _open(report, comment)
        else:
            _settle(report, Report.Status.OUTDATED)
    return report


def keep(comment: Comment, *, by: User, seen: Seen, reports: Collection[int]) -> Comment:
    """Leave the reaction as it is, and dismiss the `reports` that were read; those that came in
    since stay open. Raises `Conflict` when it is no longer what was `seen`, or none is open, and
    `PermissionDenied` for one's own reaction."""
    with transaction.atomic():
        hold(comment.article)
        comment = fresh(comment)
        refuse_own(comment, by)
        dismissed = []
        if Seen.of(comment) == seen and comment.is_published:
            dismissed = close(comment, Report.Status.DISMISSED, only=reports)
        if not dismissed:
            raise Conflict.over(comment, seen)
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
            audit_log.of_comment(comment.pk),
            by=by,
            reports=len(dismissed),
            categories=sorted({report.category for report in dismissed}),
        )
    return comment


def _is_there(comment: Comment, revision: int) -> bool:
    return comment.is_published and comment.shown_revision == revision


def _make_way(report: Report) -> None:
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
            raise Already
        earlier.delete()


def _open(report: Report, comment: Comment) -> None:
    """Put it before a moderator, unless one has dismissed this very ground already."""
    if Report.objects.same_ground(report).filter(status=Report.Status.DISMISSED).exists():
        _settle(report, Report.Status.DISMISSED)
    else:
        report.status, report.confirmed_at = Report.Status.OPEN, timezone.now()
        report.save()
        report_mail.send_later(report_mail.RECEIVED, [report])
    weigh(comment)


def _settle(report: Report, status: str) -> None:
    report.status = status
    report.confirmed_at = report.decided_at = timezone.now()
    report.save()
    report_mail.send_later(report_mail.DECIDED, [report])
