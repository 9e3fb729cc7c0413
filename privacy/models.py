"""Requests of people about their data: an export, or erasure."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.data_subject import DataSubject

ERASURE_CANCEL_HOURS = 24
KEEP_EXPORT_DAYS = 7


class PersonalRequestQuerySet(models.QuerySet):
    def of(self, whose: DataSubject) -> "PersonalRequestQuerySet":
        return self.filter(whose.identity.rows())


class PersonalRequest(models.Model):
    """A request by a member, or by a guest with a proven address."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    email = models.EmailField(blank=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    language = models.CharField(max_length=2, default="nl")
    created_at = models.DateTimeField(default=timezone.now)

    objects = PersonalRequestQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def data_subject(self) -> DataSubject:
        return DataSubject.of_member(self.user) if self.user else DataSubject(None, self.email)


class Export(PersonalRequest):
    """An export of all personal data of someone.

    It is kept in the database, so that every process can serve it and an erasure deletes it too.
    """

    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    content = models.BinaryField(null=True)
    ready_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("copy of personal data")
        verbose_name_plural = _("copies of personal data")
        constraints = (
            models.CheckConstraint(
                condition=Q(ready_at=None) | Q(content__isnull=False), name="export_ready_is_whole"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def until(self):
        return self.ready_at + timedelta(days=KEEP_EXPORT_DAYS) if self.ready_at else None


class Erasure(PersonalRequest):
    """A request for erasure. It is deleted with the person; the audit log keeps that it ran."""

    # True if what they wrote stays, without their name.
    keep = models.BooleanField()
    due_at = models.DateTimeField()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = (
            models.UniqueConstraint(
                fields=("user",), condition=Q(user__isnull=False), name="erasure_once_a_member"
            ),
            models.UniqueConstraint(
                fields=("email",), condition=Q(user=None), name="erasure_once_an_address"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"
