"""The mails in which people are told."""

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
    """One mail to one person: made with the notices that it bundles, sent by the worker.

    Its text is made at the moment of sending, of what is public then, and is not kept.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    # The newsletter that it brings; else it brings its notices.
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    # Or what another room mails to the newsletter's readers.
    mailing = models.ForeignKey(
        Mailing, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    # Of the Message-ID: the same at each attempt, so that a mailbox can know it for the same.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    # When it is to be tried (again); null when it was sent or need not be any more.
    due_at = models.DateTimeField(null=True, default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
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
