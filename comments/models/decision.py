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
        """Decisions by moderators and not by a rule; also when the moderator is no longer a
        member."""
        return self.filter(rule="").exclude(verdict=Verdict.HOLD)

    def restrictions(self) -> "DecisionQuerySet":
        """Decisions that kept or took words of a reader from the site."""
        return self.filter(verdict=Verdict.REJECT)

    def public(self) -> "DecisionQuerySet":
        """Decisions that everyone could see: a public reaction that left its place or came back."""
        return self.filter(Q(to_status="removed") | Q(from_status="removed"))

    def unseen_refusals(self) -> "DecisionQuerySet":
        """Refusals of what nobody but its writer and the team ever saw, edits among them."""
        return self.restrictions().exclude(to_status="removed")


class Decision(models.Model):
    """A decision by a moderator or a rule about one revision, with its reason. Only ever added."""

    Verdict = Verdict
    # Why, in the terms of the yearly figures; the writer is told.
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
    # The rule that decided when no person did.
    rule = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    # What a rejection rests on: a rule of the house, or else the law, in words.
    house_rule = models.ForeignKey(
        HouseRule, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    law = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    # The refusal of which this one repeats the ground, since the approval between was undone.
    repeats = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Decided on together with others; also the decision that undid it.
    batch = models.ForeignKey(
        "Batch", null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    from_status = models.CharField(max_length=12, choices=Status.choices)
    to_status = models.CharField(max_length=12, choices=Status.choices)
    created_at = models.DateTimeField(default=timezone.now)
    # Since when what was decided on had been held, and by which rule: for the figures, which would
    # else have to look for the decision before each.
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
