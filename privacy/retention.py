"""The retention rules: one table, for the worker, the command and the privacy page."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from accounts.models import GuestLink
from comments.models import Comment, Report, Revision
from moderation.models import Measure
from notifications.models import Mail, Notice, Subscriber
from privacy.models import KEEP_EXPORT_DAYS, Export

BATCH_SIZE = 500
DAY_SECONDS = 86_400
# Deleting a link ends the guest sessions that it opened, so keep it for longer than these last
# (GUEST_HOURS, see accounts/guest_session.py).
KEEP_GUEST_LINK_DAYS = 7


class RetentionRule(NamedTuple):
    """A kind of row, and the number of days that it may be kept."""

    name: str
    days: int
    title: str  # for the privacy page: "… are deleted after so many days"
    past: Callable[[datetime], QuerySet]  # the rows from before a moment


def _rows_before(model, field: str, **only) -> Callable[[datetime], QuerySet]:
    return lambda before: model.objects.filter(**{f"{field}__lt": before}, **only)


def retention_rules() -> list[RetentionRule]:
    """Return all retention rules, read anew each time since the days come from the settings."""
    return [
        RetentionRule(
            "unconfirmed-reactions",
            settings.KEEP_UNCONFIRMED_DAYS,
            _("Reactions from writers who never confirmed their address"),
            _rows_before(Comment, "created_at", status=Comment.Status.UNCONFIRMED),
        ),
        RetentionRule(
            "unconfirmed-reports",
            settings.KEEP_UNCONFIRMED_DAYS,
            _("Reports from senders who never confirmed their address"),
            _rows_before(Report, "created_at", status=Report.Status.UNCONFIRMED),
        ),
        RetentionRule(
            "guest-links",
            KEEP_GUEST_LINK_DAYS,
            _("Links that give guests access to their own page"),
            _rows_before(GuestLink, "asked_at"),
        ),
        RetentionRule(
            "outlived-measures",
            0,
            _("Sanctions that remained in force after an erasure and have ended"),
            lambda _before: Measure.objects.expired_after_erasure(),
        ),
        RetentionRule("sessions", 0, _("Expired sessions"), _rows_before(Session, "expire_date")),
        RetentionRule(
            "browsers",
            settings.SESSION_COOKIE_AGE // DAY_SECONDS,
            _("The browsers in which a member signed in, after last use"),
            _rows_before(UserSession, "last_seen_at"),
        ),
        RetentionRule(
            "notices-read",
            settings.KEEP_READ_NOTICES_DAYS,
            _("Notifications on the site, after they were read"),
            _rows_before(Notice, "read_at", mail_at=None),
        ),
        RetentionRule(
            "notices",
            settings.KEEP_NOTICES_DAYS,
            _("Unread notifications on the site"),
            _rows_before(Notice, "created_at", mail_at=None),
        ),
        RetentionRule(
            "unconfirmed-subscribers",
            settings.NEWSLETTER_CONFIRM_DAYS,
            _("Newsletter addresses that were never confirmed"),
            _rows_before(Subscriber, "created_at", user=None, confirmed_at=None, bounced_at=None),
        ),
        RetentionRule(
            "mails",
            settings.KEEP_MAILS_DAYS,
            _("The fact and time that an email was sent (its text is not stored)"),
            _rows_before(Mail, "created_at", due_at=None),
        ),
        RetentionRule(
            "tasks",
            settings.KEEP_TASKS_DAYS,
            _("Records of background tasks"),
            _rows_before(DBTaskResult, "finished_at", status__in=("SUCCESSFUL", "FAILED")),
        ),
        RetentionRule(
            "copies",
            KEEP_EXPORT_DAYS,
            _("Copies of personal data that people requested"),
            _rows_before(Export, "created_at"),
        ),
        RetentionRule(
            "refused-words",
            settings.KEEP_REFUSED_DAYS,
            _("The text of rejected reactions that were never public"),
            lambda before: Revision.objects.filter(
                comment__status__in=(Comment.Status.REJECTED, Comment.Status.WITHDRAWN),
                comment__path=None,
                created_at__lt=before,
            ).exclude(text=""),
        ),
    ]


def count_expired_rows(keep: RetentionRule) -> int:
    """Count the rows that have expired."""
    return keep.past(_expiry_moment(keep)).count()


def expired_rows(keep: RetentionRule) -> QuerySet:
    return keep.past(_expiry_moment(keep))


def _expiry_moment(keep: RetentionRule) -> datetime:
    return timezone.now() - timedelta(days=keep.days)
