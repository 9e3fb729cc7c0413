"""Mailings of other apps to the newsletter's readers, each sent once."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mailing(models.Model):
    """A mailing that was sent: its name in common/hooks.py, and the key of its object there."""

    name = models.CharField(max_length=20)
    key = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        constraints = (models.UniqueConstraint(fields=("name", "key"), name="mailing_once"),)

    def __str__(self) -> str:
        return f"{self.name} {self.key}"
