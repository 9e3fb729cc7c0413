"""The mails to subscribers."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.kinds import NoticeKind
from notifications.models.issue import Issue
from notifications.models.mailing import Mailing
from notifications.models.subscriber import Subscriber


class Mail(models.Model):
    """One mail to one person: created with the notices that it bundles, sent by the worker.

    Its text is written at the moment of sending, from what is public then, and is not kept.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    # The newsletter issue in it; without an issue or mailing it contains its notices.
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    # Or what another app mails to the newsletter's readers.
    mailing = models.ForeignKey(
        Mailing, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    # For the Message-ID: the same at each attempt, so that a mailbox can drop duplicates.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    # The time of the next attempt; null when it was sent or is no longer needed.
    due_at = models.DateTimeField(null=True, default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("email")
        verbose_name_plural = _("emails")
        indexes = (
            models.Index(
                fields=("due_at", "id"), name="mail_due", condition=Q(due_at__isnull=False)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("issue", "subscriber"),
                condition=Q(issue__isnull=False),
                name="mail_of_issue_once",
            ),
            models.UniqueConstraint(
                fields=("mailing", "subscriber"),
                condition=Q(mailing__isnull=False),
                name="mail_of_mailing_once",
            ),
            models.CheckConstraint(
                condition=Q(issue=None) | Q(mailing=None), name="mail_brings_one_thing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
