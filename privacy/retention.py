"""How long what is kept: one table, for the worker, for the command and for the privacy page."""

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
from privacy.models import (
    EXPORT_DAYS,
    Export,
)

BATCH = 500
DAY = 86_400  # seconds
# What was opened with one ends when it goes, so later than in half a day:
# accounts/guest_session.py.
LINKS_DAYS = 7


class Keep(NamedTuple):
    """One kind of row, and how many days after what it may stay."""

    name: str
    days: int
    title: str  # what it is, for the privacy page: "… are deleted after so many days"
    past: Callable[[datetime], QuerySet]  # those from before a moment


def _past(model, field: str, **only) -> Callable[[datetime], QuerySet]:
    return lambda before: model.objects.filter(**{f"{field}__lt": before}, **only)


def table() -> list[Keep]:
    """All that is deleted in time. Read anew each time, since the settings say the days."""
    return [
        Keep(
            "unconfirmed-reactions",
            settings.KEEP_UNCONFIRMED_DAYS,
            _("Reactions whose writer never confirmed the address"),
            _past(Comment, "created_at", status=Comment.Status.UNCONFIRMED),
        ),
        Keep(
            "unconfirmed-reports",
            settings.KEEP_UNCONFIRMED_DAYS,
            _("Notices whose sender never confirmed the address"),
            _past(Report, "created_at", status=Report.Status.UNCONFIRMED),
        ),
        Keep(
            "guest-links",
            LINKS_DAYS,
            _("The links by which guests come to their own page"),
            _past(GuestLink, "asked_at"),
        ),
        Keep(
            "outlived-measures",
            0,
            _("Measures that outlived an erasure and have ended"),
            lambda _before: Measure.objects.outlived(),
        ),
        Keep("sessions", 0, _("Sessions that have ended"), _past(Session, "expire_date")),
        Keep(
            "browsers",
            settings.SESSION_COOKIE_AGE // DAY,
            _("With which browser a member signed in, after it was last used"),
            _past(UserSession, "last_seen_at"),
        ),
        Keep(
            "notices-read",
            settings.KEEP_READ_NOTICES_DAYS,
            _("Notices on the site, after they were read"),
            _past(Notice, "read_at", mail_at=None),
        ),
        Keep(
            "notices",
            settings.KEEP_NOTICES_DAYS,
            _("Notices on the site that nobody read"),
            _past(Notice, "created_at", mail_at=None),
        ),
        Keep(
            "unconfirmed-subscribers",
            settings.NEWSLETTER_CONFIRM_DAYS,
            _("Addresses for the newsletter that nobody confirmed"),
            _past(Subscriber, "created_at", user=None, confirmed_at=None, bounced_at=None),
        ),
        Keep(
            "mails",
            settings.KEEP_MAILS_DAYS,
            _("That and when a mail was sent (its text is not kept at all)"),
            _past(Mail, "created_at", due_at=None),
        ),
        Keep(
            "tasks",
            settings.KEEP_TASKS_DAYS,
            _("What the worker notes of what it did"),
            _past(DBTaskResult, "finished_at", status__in=("SUCCESSFUL", "FAILED")),
        ),
        Keep(
            "copies",
            EXPORT_DAYS,
            _("Copies that people asked of their own data"),
            _past(Export, "created_at"),
        ),
        Keep(
            "refused-words",
            settings.KEEP_REFUSED_DAYS,
            _("The words of reactions that were refused and never public"),
            lambda before: Revision.objects.filter(
                comment__status__in=(Comment.Status.REJECTED, Comment.Status.WITHDRAWN),
                comment__path=None,
                created_at__lt=before,
            ).exclude(text=""),
        ),
    ]


def count(keep: Keep) -> int:
    """How many are past their time."""
    return keep.past(_before(keep)).count()


def due(keep: Keep) -> QuerySet:
    return keep.past(_before(keep))


def _before(keep: Keep) -> datetime:
    return timezone.now() - timedelta(days=keep.days)
