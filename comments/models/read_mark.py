"""Reactions that an author marked as read, instead of answering them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReadMark(models.Model):
    """One author read one revision of a reaction; a later revision waits for them again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="read_marks",
        db_index=False,  # the index and the constraint below begin with it
    )
    comment = models.ForeignKey("Comment", on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()
    marked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reaction marked as read")
        verbose_name_plural = _("reactions marked as read")
        indexes = (models.Index(fields=("user", "-marked_at", "-id"), name="read_mark_newest"),)
        constraints = (models.UniqueConstraint(fields=("user", "comment"), name="read_mark_once"),)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.comment_id}"
