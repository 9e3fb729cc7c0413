"""The time of someone's last visit to their own reactions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LastLook(models.Model):
    """The last visit of a member, or of a guest by confirmed address."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    email = models.EmailField(blank=True)
    # Anything later is new. Null until the second visit: then everything is new.
    since = models.DateTimeField(null=True)
    at = models.DateTimeField(null=True)
    # The time when a member left guest reactions unclaimed: only later ones are announced again.
    declined_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("last seen time")
        verbose_name_plural = _("last seen times")
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False, email="") | (Q(user=None) & ~Q(email="")),
                name="last_look_of_someone",
            ),
            models.UniqueConstraint(
                fields=("email",), condition=~Q(email=""), name="last_look_email_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"
