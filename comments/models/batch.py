"""Bulk decisions: one moderator decides on many reactions at once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.models.decision import Decision
from moderation.basis import DecisionBasis
from moderation.models import Category, HouseRule


class Batch(models.Model):
    """One verdict on many reactions, with the basis that they share.

    It is prepared, then confirmed, starts some seconds later, and can be undone as a whole.
    """

    class Status(models.TextChoices):
        CHOSEN = "chosen", _("not started")
        WAITING = "waiting", _("starting")
        RUNNING = "running", _("in progress")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled before it began")
        UNDOING = "undoing", _("undoing")
        UNDONE = "undone", _("undone")

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="batches"
    )
    verdict = models.CharField(max_length=10, choices=Decision.Verdict.choices)
    reason = models.CharField(max_length=20, choices=Category.choices, blank=True)
    house_rule = models.ForeignKey(
        HouseRule, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    law = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.CHOSEN)
    created_at = models.DateTimeField(default=timezone.now)
    starts_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bulk decision")
        verbose_name_plural = _("bulk decisions")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    status__in=(
                        "chosen",
                        "waiting",
                        "running",
                        "done",
                        "cancelled",
                        "undoing",
                        "undone",
                    )
                ),
                name="batch_status",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=("approve", "reject")), name="batch_verdict"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="reject") | Q(status="chosen") | ~Q(reason=""),
                name="batch_reject_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(status="chosen") | Q(starts_at__isnull=False), name="batch_starts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("batch", args=[self.pk])

    @property
    def ground(self) -> DecisionBasis | None:
        """The basis of a rejection."""
        return DecisionBasis(self.reason, self.house_rule, self.law) if self.reason else None

    @property
    def is_in_progress(self) -> bool:
        """Return True while its page has to be refreshed."""
        return self.status in (self.Status.WAITING, self.Status.RUNNING, self.Status.UNDOING)

    @property
    def seconds_left(self) -> int:
        """Seconds until it begins."""
        left = self.starts_at - timezone.now()
        return max(0, round(left.total_seconds()))


class BatchItem(models.Model):
    """One reaction of a batch: the state that was seen, the outcome, and the outcome of an undo."""

    class Outcome(models.TextChoices):
        UNDECIDED = "todo", _("not decided yet")
        DONE = "done", _("decided")
        CONFLICT = "conflict", _("a colleague was first")
        CHANGED = "changed", _("the writer edited or withdrew it")
        NOTHING = "nothing", _("no change needed")
        STOPPED = "stopped", _("stopped before its turn")
        FAILED = "failed", _("failed; see the site logs")

    class Undo(models.TextChoices):
        NOT = "not", _("not undone")
        DONE = "done", _("undone")
        CONFLICT = "conflict", _("decided again since")
        CHANGED = "changed", _("edited or withdrawn by the writer since")
        FAILED = "failed", _("failed; see the site logs")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    # The state that the moderator saw; in any other state the reaction is skipped.
    status = models.CharField(max_length=12, choices=Comment.Status.choices)
    revision = models.PositiveIntegerField()
    held = models.BooleanField()
    reported = models.BooleanField(default=False)

    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.UNDECIDED)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.CASCADE, related_name="+")
    # The values that the decision replaced, for undoing it.
    held_at = models.DateTimeField(null=True)
    shown_revision = models.PositiveIntegerField(null=True)
    edited_at = models.DateTimeField(null=True)

    undo = models.CharField(max_length=10, choices=Undo.choices, default=Undo.NOT)

    class Meta:
        verbose_name = _("reaction in a bulk decision")
        verbose_name_plural = _("reactions in a bulk decision")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("batch", "comment"), name="batch_item_once"),
            models.CheckConstraint(
                condition=Q(
                    outcome__in=(
                        "todo",
                        "done",
                        "conflict",
                        "changed",
                        "nothing",
                        "stopped",
                        "failed",
                    )
                ),
                name="batch_item_outcome",
            ),
            models.CheckConstraint(
                condition=Q(undo="not")
                | Q(undo__in=("done", "conflict", "changed", "failed"), outcome="done"),
                name="batch_item_undo",
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.comment_id}"
