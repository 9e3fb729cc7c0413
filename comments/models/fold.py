"""Mutes: writers whom a member does not want to read."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from comments.models.comment import Comment


class FoldQuerySet(models.QuerySet):
    def of(self, user: User) -> "FoldQuerySet":
        """Return this member's mutes, the latest first, with what identifies the writer."""
        return self.filter(by=user).select_related("comment").only(
            *("by", "created_at", "comment__article"),
            *("comment__user", "comment__email", "comment__name"),
        ).order_by("-pk")  # fmt: skip


class Fold(models.Model):
    """A mute: a member does not want to read the writer of this reaction, under that name.

    It stores nothing about the writer, so erasing the writer from the reaction is enough.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="folds")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = FoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("muted writer")
        verbose_name_plural = _("muted writers")
        constraints = (models.UniqueConstraint(fields=("by", "comment"), name="fold_once"),)

    def __str__(self) -> str:
        return f"{self.by_id}: {self.comment_id}"
