"""The classifier of the learned rule, and the decisions that it learned from."""

import uuid

from django.db import models
from django.utils import timezone

from comments.models.comment import Comment


class Learned(models.Model):
    """The classifier, in one row: counts, and measures of its quality.

    comments/learned/ explains them; only comments/actions/learning.py writes them.
    """

    # Changes with every update, so that a process sees at once that its copy is old.
    version = models.UUIDField(default=uuid.uuid4)
    scheme = models.PositiveSmallIntegerField()
    counts = models.BinaryField()
    approved = models.PositiveIntegerField(default=0)  # texts
    rejected = models.PositiveIntegerField(default=0)
    # The curve from score to certainty.
    slope = models.FloatField(default=1.0)
    shift = models.FloatField(default=0.0)
    # The key of the last decision that was read.
    decision = models.BigIntegerField(default=0)
    # Measures on decisions that it had not learned yet: see comments/learned/quality.py.
    quality = models.JSONField(null=True)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "what was learned"
        verbose_name_plural = "what was learned"

    def __str__(self) -> str:
        return f"{self.approved} + {self.rejected}"


class Lesson(models.Model):
    """A text that was learned, with the moderator's verdict."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="lessons")
    revision = models.PositiveIntegerField()
    rejected = models.BooleanField()
    # The score just before it was learned, if any. Keys are in the order of learning.
    score = models.FloatField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = "lesson"
        verbose_name_plural = "lessons"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("comment", "revision"), name="lesson_once_each"),
        )

    def __str__(self) -> str:
        return f"{self.comment_id}/{self.revision}"
