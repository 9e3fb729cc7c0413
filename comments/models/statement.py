"""The statement of reasons that a writer is sent on a refusal, and their appeal."""

from calendar import monthrange
from datetime import date, datetime, time

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.signed_links import find_signed_row, sign_row
from comments.models.comment import Comment
from comments.models.decision import Decision

MONTHS_TO_APPEAL = 6
_SALT = "comments.statement"


class StatementQuerySet(models.QuerySet):
    def whole(self) -> "StatementQuerySet":
        """Add all that the page of a statement shows."""
        return self.select_related(
            "decision__comment__article",
            "decision__comment__user",
            "decision__house_rule",
            "objection",
        )

    def behind(self, token: str) -> "Statement | None":
        """Return the statement that a guest's signed link leads to; None for a forged link."""
        return find_signed_row(self, token, _SALT, owner="decision__comment__")


class Statement(models.Model):
    """A statement of reasons, as article 17 of the Digital Services Act asks for.

    Its basis is in the decision. Its text is stored as it was sent, because house rules change.
    """

    class Scope(models.TextChoices):
        NOT_PUBLISHED = "not_published", _("not published")
        EDIT_REFUSED = "edit_refused", _("the edit was rejected; the earlier text stays")
        REMOVED = "removed", _("removed from the site")

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="statement")
    scope = models.CharField(max_length=20, choices=Scope.choices)
    # A house rule with its number and title, or the law, in the writer's language.
    ground = models.CharField(max_length=300)
    facts = models.TextField(blank=True)
    # True if a program found the reaction, and if a program decided.
    found_by_machine = models.BooleanField()
    decided_by_machine = models.BooleanField()
    reported = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of reasons")
        verbose_name_plural = _("statements of reasons")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.get_scope_display()} ({self.decision.comment_id})"

    @property
    def comment(self) -> Comment:
        return self.decision.comment

    def get_absolute_url(self) -> str:
        """Return its page: for a member behind sign-in, for a guest a signed link."""
        if self.comment.user_id:
            return reverse("statement", args=[self.pk])
        token = sign_row(self, self.comment.email, _SALT)
        return reverse("statement_by_link", args=[token])

    @property
    def appeal_until(self) -> datetime:
        """The end of the day on which six calendar months are over."""
        told = timezone.localtime(self.created_at)
        year, month = divmod(told.month - 1 + MONTHS_TO_APPEAL, 12)
        year, month = told.year + year, month + 1
        day = min(told.day, monthrange(year, month)[1])
        return timezone.make_aware(datetime.combine(date(year, month, day), time.max))

    @property
    def is_latest_decision(self) -> bool:
        """Return True if nothing was decided on the reaction since."""
        latest = self.comment.decisions.order_by("-pk").values_list("pk", flat=True).first()
        return latest == self.decision_id


class ObjectionQuerySet(models.QuerySet):
    def open(self) -> "ObjectionQuerySet":
        """Return appeals that wait for an answer, the longest waiting first."""
        return self.filter(decided_at=None).order_by("created_at", "pk")

    def whole(self) -> "ObjectionQuerySet":
        """Add all that is needed to decide the appeals, in two queries."""
        return self.select_related(
            "decided_by",
            "statement__decision__by",
            "statement__decision__repeats__by",
            "statement__decision__house_rule",
            "statement__decision__comment__article",
            "statement__decision__comment__parent",
            "statement__decision__comment__user",
        ).prefetch_related("statement__decision__comment__revisions")


class Objection(models.Model):
    """A writer's appeal (DSA article 20: complaint), decided by another moderator than before."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("granted")
        DISMISSED = "dismissed", _("rejected")

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="objection")
    text = models.TextField(_("why you disagree"))
    created_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("reply"), blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Copied from the decision, so that a constraint can forbid answering one's own decision.
    first_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The moderator who chose the basis, if the decision repeated that of an earlier refusal.
    ground_given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    mailed_at = models.DateTimeField(null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
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
                condition=Q(decided_by=None)
                | Q(ground_given_by=None)
                | ~Q(decided_by=F("ground_given_by")),
                name="objection_judged_by_a_third",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | Q(outcome__in=("granted", "dismissed"), decided_at__isnull=False),
                name="objection_outcome_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_outcome_display() or _('open')} ({self.statement_id})"

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    def is_against(self, user) -> bool:
        """Return True if this person made the decision, or chose the basis that it repeats."""
        return user.pk in (self.first_decided_by_id, self.ground_given_by_id)

    @property
    def is_moot(self) -> bool:
        """True if the text is public again meanwhile, so that the appeal cannot be dismissed."""
        comment, refused = self.statement.comment, self.statement.decision
        if not comment.is_published:
            return False
        if self.statement.scope == Statement.Scope.EDIT_REFUSED:
            return comment.shown_revision == refused.revision
        return True

    @property
    def outcomes(self) -> list[str]:
        """The outcomes that can be given now."""
        return [self.Outcome.GRANTED] if self.is_open and self.is_moot else list(self.Outcome)

    @property
    def judged_html(self) -> str:
        """The refused text as safe HTML."""
        number = self.statement.decision.revision
        revisions = self.statement.comment.revisions.all()
        return next((one.html for one in revisions if one.number == number), "")
