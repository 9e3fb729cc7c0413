"""The knowledge of the learned rule, and the decisions from which it has it."""

import uuid

from django.db import models
from django.utils import timezone

from comments.models.comment import Comment


class Learned(models.Model):
    """All that was learned so far, in one row: plain counts, and what they turned out to be worth.

    comments/learned/ says what they mean; comments/actions/learning.py alone writes them.
    """

    # Another with every change, so that a process sees at once that what it holds is old.
    version = models.UUIDField(default=uuid.uuid4)
    scheme = models.PositiveSmallIntegerField()
    counts = models.BinaryField()
    approved = models.PositiveIntegerField(default=0)  # texts
    rejected = models.PositiveIntegerField(default=0)
    # The curve from score to certainty.
    slope = models.FloatField(default=1.0)
    shift = models.FloatField(default=0.0)
    # The last decision that was looked at.
    decision = models.BigIntegerField(default=0)
    # How well it does on decisions that it had not learned yet: see comments/learned/quality.py.
    quality = models.JSONField(null=True)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "what was learned"
        verbose_name_plural = "what was learned"

    def __str__(self) -> str:
        return f"{self.approved} + {self.rejected}"


class Lesson(models.Model):
    """One text that a moderator decided on and that was learned from."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="lessons")
    revision = models.PositiveIntegerField()
    rejected = models.BooleanField()
    # What was thought of it before it was learned, if anything. Keys are in the order of learning.
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
