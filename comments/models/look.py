"""The time at which someone last saw their own reactions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LastLook(models.Model):
    """One row of a member, or of a guest by the address that they showed to be theirs."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    email = models.EmailField(blank=True)
    # What came after this is new. Null for who never looked before: to them all is.
    since = models.DateTimeField(null=True)
    at = models.DateTimeField(null=True)
    # When a member left reactions of theirs as a guest as they were: of these is asked no more.
    declined_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("last look")
        verbose_name_plural = _("last looks")
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
