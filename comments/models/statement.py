"""What the writer is told of a refusal, and what they have against it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Decision


class Statement(models.Model):
    """A statement of reasons, as article 17 of the Digital Services Act asks for.

    What it rests on is in its decision. What it says is kept as it was said, since rules change.
    """

    class Scope(models.TextChoices):
        NOT_PUBLISHED = "not_published", _("not published")
        EDIT_REFUSED = "edit_refused", _("the change was refused; the earlier text stays")
        REMOVED = "removed", _("removed from the site")

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="statement")
    scope = models.CharField(max_length=20, choices=Scope.choices)
    # A rule of the house with its number and title, or the law, in the writer's language.
    ground = models.CharField(max_length=300)
    facts = models.TextField(blank=True)
    # Whether a program found it, and whether a program decided.
    found_by_machine = models.BooleanField()
    decided_by_machine = models.BooleanField()
    reported = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("statement of reasons")
        verbose_name_plural = _("statements of reasons")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.get_scope_display()} ({self.decision.comment_id})"


class Objection(models.Model):
    """A writer's complaint against a decision (article 20), judged by another than who decided."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("granted")
        DISMISSED = "dismissed", _("dismissed")

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="objection")
    text = models.TextField(_("why you disagree"))
    created_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Copied from the decision, so that the database can see to it that nobody judges their own.
    first_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=("created_at", "id"),
                name="objection_open",
                condition=Q(decided_at__isnull=True),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | Q(first_decided_by=None)
                | ~Q(decided_by=F("first_decided_by")),
                name="objection_judged_by_another",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | Q(outcome__in=("granted", "dismissed"), decided_at__isnull=False),
                name="objection_outcome_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_outcome_display() or _('open')} ({self.statement_id})"
