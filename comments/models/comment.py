"""A reaction: its place in the thread and its present state."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identity import proven_address
from articles.models import Article
from comments import paths
from comments.models.queryset import CommentQuerySet
from comments.models.states import Role, Status, Verdict

if TYPE_CHECKING:
    from comments.models.decision import Decision


class Comment(models.Model):
    """A reaction: its writer, what it answers, and the text that is public now."""

    Status = Status
    Role = Role

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
    )
    name = models.CharField(_("name"), max_length=60)
    affiliation = models.CharField(_("affiliation"), max_length=120, blank=True)
    email = models.EmailField(_("email address"), blank=True, db_index=True)
    # Guests only, and no mail before the address is confirmed; members have preferences.
    wants_answers = models.BooleanField(default=False)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.READER)
    language = models.CharField(max_length=2, default="nl")
    # Created with the form, so that a form that is sent twice gives one reaction.
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    status = models.CharField(max_length=12, choices=Status.choices)
    text = models.TextField(_("text"))
    html = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    shown_revision = models.PositiveIntegerField(null=True)
    # The time since when `revision` waits for a moderator; null if it does not.
    held_at = models.DateTimeField(null=True)
    # The rule that held it last; kept after the decision, for filtering by rule.
    held_rule = models.CharField(max_length=30, blank=True)

    # Spam signals from the time of writing, for the rules: see comments/spam_signals.py.
    signs = models.JSONField(default=dict, blank=True)
    # The time since when readers' open reports wait, and their total weight.
    reported_at = models.DateTimeField(null=True)
    report_weight = models.FloatField(default=0)
    # Fingerprint of the latest text: similar texts differ in few bits. Null if the text is too
    # short, or imported.
    fingerprint = models.BigIntegerField(null=True)

    # True if the text that is shown, or waits to be, is a question: see comments/questions.py.
    asks = models.BooleanField(default=False)

    # The decision that removed it: the tombstone names its basis.
    removal = models.ForeignKey(
        "Decision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    number = models.PositiveIntegerField(null=True)
    path = models.CharField(max_length=paths.SEGMENT_WIDTH * paths.MAX_DEPTH, null=True)
    version = models.PositiveIntegerField(default=0)

    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        indexes = (
            # A covering index for the authors' desk: the query reads no rows.
            models.Index(
                fields=(
                    *("article", "status", "-published_at", "-id"),
                    *("asks", "role", "user", "shown_revision"),
                ),
                name="comment_of_article",
            ),
            models.Index(fields=("article", "version"), name="comment_since"),
            models.Index(fields=("user", "-created_at"), name="comment_writer"),
            models.Index(
                fields=("held_at", "id"), name="comment_queue", condition=Q(held_at__isnull=False)
            ),
            models.Index(
                fields=("-id",),
                name="comment_repeatable",
                condition=Q(fingerprint__isnull=False),
            ),
            models.Index(
                fields=("held_rule", "held_at", "id"),
                name="comment_queue_by_rule",
                condition=Q(held_at__isnull=False),
            ),
            models.Index(
                fields=("article", "held_at", "id"),
                name="comment_queue_by_article",
                condition=Q(held_at__isnull=False),
            ),
            models.Index(
                fields=("language", "held_at", "id"),
                name="comment_queue_by_language",
                condition=Q(held_at__isnull=False),
            ),
            models.Index(
                fields=("-published_at", "-id"),
                name="comment_published",
                condition=Q(published_at__isnull=False),
            ),
            models.Index(
                fields=("-created_at", "-id"),
                name="comment_refused",
                condition=Q(status__in=("rejected", "removed")),
            ),
            models.Index(fields=("-created_at", "-id"), name="comment_newest"),
            models.Index(fields=("article", "-created_at", "-id"), name="comment_by_article"),
            models.Index(fields=("held_rule", "-created_at", "-id"), name="comment_by_rule"),
            models.Index(fields=("language", "-created_at", "-id"), name="comment_by_language"),
            models.Index(
                fields=("-report_weight", "id"),
                name="comment_reported",
                condition=Q(reported_at__isnull=False),
            ),
            models.Index(
                fields=("parent", "status", "user"),
                name="comment_answer",
                condition=Q(role="author"),
            ),
            models.Index(
                fields=("article", "-created_at", "-id"),
                name="comment_by_author",
                condition=Q(role="author"),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    status__in=(
                        "unconfirmed",
                        "pending",
                        "published",
                        "rejected",
                        "withdrawn",
                        "removed",
                    )
                ),
                name="comment_status",
            ),
            # A reaction gets its place in the thread at first publication, and keeps it.
            models.CheckConstraint(
                condition=Q(
                    number__isnull=True,
                    path__isnull=True,
                    published_at__isnull=True,
                    shown_revision__isnull=True,
                    version=0,
                )
                | Q(
                    number__isnull=False,
                    path__isnull=False,
                    published_at__isnull=False,
                    shown_revision__isnull=False,
                    version__gt=0,
                ),
                name="comment_place_whole",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("published", "removed"), path__isnull=False)
                | Q(status__in=("unconfirmed", "rejected"), path__isnull=True)
                # A pending reaction may have been public before, if an approval was undone.
                | Q(status__in=("pending", "withdrawn")),
                name="comment_place_fits_status",
            ),
            models.CheckConstraint(
                condition=Q(status="pending", held_at__isnull=False)
                | Q(status="published")
                | Q(status__in=("unconfirmed", "rejected", "withdrawn", "removed"), held_at=None),
                name="comment_held_fits_status",
            ),
            models.CheckConstraint(
                condition=Q(removal=None) | Q(status="removed"), name="comment_removal_fits_status"
            ),
            models.UniqueConstraint(fields=("article", "path"), name="comment_path_unique"),
            models.UniqueConstraint(fields=("article", "number"), name="comment_number_unique"),
        )

    def __str__(self) -> str:
        return f"#{self.number}" if self.number else f"{self.name}, {self.created_at:%Y-%m-%d}"

    @property
    def depth(self) -> int:
        return paths.path_depth(self.path)

    @property
    def anchor(self) -> str:
        return f"reactie-{self.number}"

    def get_absolute_url(self) -> str:
        """Return the permalink, which opens the page of the thread that holds this reaction."""
        return reverse("comment", args=[self.article.slug, self.number])

    @property
    def proven_address(self) -> str:
        """The writer's confirmed address, or an empty string."""
        return proven_address(self)

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def was_public(self) -> bool:
        return self.path is not None

    @property
    def is_edited(self) -> bool:
        return self.edited_at is not None

    @property
    def rejection(self) -> "Decision | None":
        """The last decision of a moderator or a rule that refused it, or None."""
        refusals = [d for d in self.decisions.all() if d.verdict == Verdict.REJECT]
        return refusals[-1] if refusals else None

    @property
    def has_refused_edit(self) -> bool:
        return self.is_published and self.held_at is None and self.revision > self.shown_revision

    @property
    def has_held_edit(self) -> bool:
        return self.is_published and self.held_at is not None
