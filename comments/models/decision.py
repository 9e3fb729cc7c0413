"""Decisions on reactions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.models.states import Status, Verdict
from moderation.models import Category, HouseRule


class DecisionQuerySet(models.QuerySet):
    def by_people(self) -> "DecisionQuerySet":
        """Return decisions by moderators, not by a rule; also by moderators who left."""
        return self.filter(rule="").exclude(verdict=Verdict.HOLD)

    def restrictions(self) -> "DecisionQuerySet":
        """Return decisions that refused or removed a reader's text."""
        return self.filter(verdict=Verdict.REJECT)

    def public(self) -> "DecisionQuerySet":
        """Return decisions that everyone could see: a public reaction was removed or restored."""
        return self.filter(Q(to_status="removed") | Q(from_status="removed"))

    def unseen_refusals(self) -> "DecisionQuerySet":
        """Return refusals of texts that were never public, edits among them."""
        return self.restrictions().exclude(to_status="removed")


class Decision(models.Model):
    """A decision by a moderator or a rule on one revision, with its reason. Rows are only added."""

    Verdict = Verdict
    # The reason, in the categories of the yearly statistics; the writer is told.
    Reason = Category

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="decisions")
    revision = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="decisions",
    )
    # The rule that decided, if no person did.
    rule = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    # The basis of a rejection: a house rule, or else the law, in words.
    house_rule = models.ForeignKey(
        HouseRule, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    law = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    # The earlier refusal whose basis this one repeats, because the approval between was undone.
    repeats = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The batch that it was part of; set also on the decision that undid it.
    batch = models.ForeignKey(
        "Batch", null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    from_status = models.CharField(max_length=12, choices=Status.choices)
    to_status = models.CharField(max_length=12, choices=Status.choices)
    created_at = models.DateTimeField(default=timezone.now)
    # The time since when the text had been held, and the rule that held it: without these the
    # statistics would have to look up the decision before each.
    held_since = models.DateTimeField(null=True)
    held_rule = models.CharField(max_length=30, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("created_at",), name="decision_period"),
            models.Index(
                fields=("-created_at", "-id"),
                name="decision_public",
                condition=Q(to_status="removed") | Q(from_status="removed"),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict__in=("hold", "approve", "reject")), name="decision_verdict"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="reject", rule="") | ~Q(reason=""),
                name="decision_reject_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} ({self.comment_id}/{self.revision})"
