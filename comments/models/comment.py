"""One reaction, its texts, and what was decided on it."""

import re
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat
from django.db.models.lookups import GreaterThan, LessThan
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments import thread
from common import names
from house.models import Category, HouseRule

MOST_COUNTED = 1000
REFUSED = "comments_comment.status IN ('rejected', 'removed')"


def capped(count: int) -> str:
    """A count up to a bound, as people want to read it."""
    return str(count) if count <= MOST_COUNTED else f"{MOST_COUNTED}+"


class CommentQuerySet(models.QuerySet):
    def published(self) -> "CommentQuerySet":
        return self.filter(status=Comment.Status.PUBLISHED)

    def shown(self) -> "CommentQuerySet":
        """What has a place in the thread: the published, and tombstones that still hold replies."""
        replies = Comment.objects.published().filter(
            GreaterThan(F("path"), OuterRef("path")),
            LessThan(F("path"), Concat(OuterRef("path"), models.Value(thread.END))),
            article=OuterRef("article"),
        )
        return self.filter(path__isnull=False).filter(
            Q(status=Comment.Status.PUBLISHED) | Exists(replies)
        )

    def thread(self, article: Article) -> "CommentQuerySet":
        """The places of one article's thread, in order."""
        return self.filter(article=article).shown().order_by("path")

    def changed_since(self, article: Article, version: int) -> "CommentQuerySet":
        """All that was ever public and looks different now than it did at `version`."""
        return self.filter(article=article, path__isnull=False, version__gt=version).order_by(
            "version"
        )

    def to_draw(self) -> "CommentQuerySet":
        """Each with all that its place in the thread says."""
        return self.select_related("article", "parent", "removal__house_rule")

    def with_shown(self) -> "CommentQuerySet":
        """Each with `is_shown`: whether it has a place in the thread now."""
        return self.annotate(is_shown=Exists(Comment.objects.filter(pk=OuterRef("pk")).shown()))

    def counts(self, articles) -> dict[int, int]:
        """How many reactions each of these articles shows, by the article's key."""
        rows = (
            self.published()
            .filter(article__in=[article.pk for article in articles])
            .order_by()
            .values_list("article_id")
            .annotate(models.Count("pk"))
        )
        return dict(rows)

    def queue(self) -> "CommentQuerySet":
        """What waits for a moderator, the longest waiting first."""
        return self.filter(held_at__isnull=False).order_by("held_at", "pk")

    def refused(self) -> "CommentQuerySet":
        """What moderators or rules kept or took from the public."""
        # In one piece, as the index says it: with the words apart, SQLite would not see that the
        # index has all of these.
        return self.filter(RawSQL(REFUSED, (), models.BooleanField()))

    def sent(self) -> "CommentQuerySet":
        """All that the site received: a guest's only once the address is confirmed."""
        return self.exclude(status=Comment.Status.UNCONFIRMED)

    def linking_to(self, domain: str) -> "CommentQuerySet":
        """Those of which the latest text links to this domain, or to a host under it."""
        address = rf"""href="https?://([^"/?#]*\.)?{re.escape(domain)}[":/?#]"""
        # The plain domain too: that is what a database finds fast.
        texts = Revision.objects.filter(html__icontains=domain, html__iregex=address)
        return self.filter(
            Exists(texts.filter(comment=OuterRef("pk"), number=OuterRef("revision")))
        )

    def open_to(self, verdict: str) -> "CommentQuerySet":
        """What this verdict would change something about."""
        held = Q(held_at__isnull=False)
        if verdict == Decision.Verdict.APPROVE:
            refused = (Comment.Status.REJECTED, Comment.Status.REMOVED)
            return self.filter(held | Q(status__in=refused))
        return self.filter(held | Q(status=Comment.Status.PUBLISHED))

    def reported(self) -> "CommentQuerySet":
        """What readers reported and a moderator must look at, the weightiest first."""
        return self.filter(reported_at__isnull=False).order_by("-report_weight", "pk")

    def repeatable(self) -> "CommentQuerySet":
        """What another reaction could be a repetition of: sent in earnest, and not taken back."""
        unsent = (Comment.Status.UNCONFIRMED, Comment.Status.WITHDRAWN)
        return self.filter(fingerprint__isnull=False).exclude(status__in=unsent)

    def how_many(self) -> str:
        """How many there are, as people want to read it: beyond a thousand nobody counts."""
        return capped(self[: MOST_COUNTED + 1].count())

    def by_writer_of(self, comment: "Comment") -> "CommentQuerySet":
        """All by the same member, or by guests with the same address; alone if there is neither."""
        if comment.user_id:
            return self.filter(user=comment.user_id)
        if comment.email:
            return self.filter(email=comment.email, user=None)
        return self.filter(pk=comment.pk)

    def approved_before(self, comment: "Comment") -> bool:
        """Whether this writer was published here before: by account, or by confirmed address and
        under a name that looks the same."""
        approved = (
            self.filter(published_at__isnull=False)
            .exclude(pk=comment.pk)
            .exclude(status__in=(Comment.Status.REMOVED, Comment.Status.PENDING))
        )
        if comment.user_id:
            return approved.filter(user=comment.user_id).exists()
        theirs = approved.filter(email=comment.email, user=None, confirmed_at__isnull=False)
        key = names.skeleton(comment.name)
        bore = theirs.order_by().values_list("name", flat=True).distinct()[:100]
        return any(names.skeleton(name) == key for name in bore)


class Comment(models.Model):
    """One reaction: who, to what, and what the public sees of it now."""

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("waits for the writer's confirmation")
        PENDING = "pending", _("waits for a moderator")
        PUBLISHED = "published", _("published")
        REJECTED = "rejected", _("rejected")  # never was public
        WITHDRAWN = "withdrawn", _("withdrawn by its writer")
        REMOVED = "removed", _("removed by a moderator")  # once was public

    class Role(models.TextChoices):
        """In which capacity the writer spoke, at that moment."""

        READER = "reader", _("reader")
        AUTHOR = "author", _("author")
        EDITOR = "editor", _("editors")

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
    email = models.EmailField(_("e-mail address"), blank=True, db_index=True)
    # A guest's, who is mailed nothing before the address is confirmed; members have preferences.
    wants_answers = models.BooleanField(default=False)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.READER)
    language = models.CharField(max_length=2, default="nl")
    # Made with the form, so that however often it is sent, it is one reaction.
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    status = models.CharField(max_length=12, choices=Status.choices)
    text = models.TextField(_("text"))
    html = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    shown_revision = models.PositiveIntegerField(null=True)
    # Since when a moderator must look at `revision`; empty when nobody has to.
    held_at = models.DateTimeField(null=True)
    # The rule that held it last; kept after the decision, so that one can look back by it.
    held_rule = models.CharField(max_length=30, blank=True)

    # What was noticed while it was written, for the rules: see comments/signs.py.
    signs = models.JSONField(default=dict, blank=True)
    # Since when readers' open reports wait for a moderator, and how much they weigh together.
    reported_at = models.DateTimeField(null=True)
    report_weight = models.FloatField(default=0)
    # Of the latest text: nearly the same texts have nearly the same bits. Null when too short to
    # tell, and when imported.
    fingerprint = models.BigIntegerField(null=True)

    # What took it away, for the tombstone to name its ground.
    removal = models.ForeignKey(
        "Decision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    number = models.PositiveIntegerField(null=True)
    path = models.CharField(max_length=thread.WIDTH * thread.MAX_DEPTH, null=True)
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
            models.Index(fields=("article", "status"), name="comment_count"),
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
            # A place in the thread comes with the first publication and is kept for ever.
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
                # What waits may have been public before: an approval that was undone.
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
        return thread.depth(self.path)

    @property
    def anchor(self) -> str:
        return f"reactie-{self.number}"

    def get_absolute_url(self) -> str:
        """The address that opens this reaction in its place, whichever page that is."""
        return reverse("comment", args=[self.article.slug, self.number])

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
        """Why a moderator or a rule refused it last, if any did."""
        refusals = [d for d in self.decisions.all() if d.verdict == Decision.Verdict.REJECT]
        return refusals[-1] if refusals else None

    @property
    def has_refused_edit(self) -> bool:
        return self.is_published and self.held_at is None and self.revision > self.shown_revision

    @property
    def has_held_edit(self) -> bool:
        return self.is_published and self.held_at is not None


class Revision(models.Model):
    """One text of a reaction, as its writer typed it. Never changed afterwards."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    html = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("comment", "number"), name="revision_number_unique"),
        )

    def __str__(self) -> str:
        return f"{self.comment_id}/{self.number}"


class DecisionQuerySet(models.QuerySet):
    def by_people(self) -> "DecisionQuerySet":
        """What moderators decided, and not a rule; also when who did is no longer a member."""
        return self.filter(rule="").exclude(verdict=Decision.Verdict.HOLD)

    def restrictions(self) -> "DecisionQuerySet":
        """What kept or took words of a reader from the site."""
        return self.filter(verdict=Decision.Verdict.REJECT)

    def public(self) -> "DecisionQuerySet":
        """What everyone could see happen: a public reaction that left its place or came back."""
        return self.filter(Q(to_status="removed") | Q(from_status="removed"))

    def unseen_refusals(self) -> "DecisionQuerySet":
        """Refusals of what nobody but its writer and the team ever saw, edits among them."""
        return self.restrictions().exclude(to_status="removed")


class Decision(models.Model):
    """What a moderator or a rule decided about one revision, and why. Only ever added."""

    class Verdict(models.TextChoices):
        HOLD = "hold", _("held")
        APPROVE = "approve", _("approved")
        REJECT = "reject", _("rejected")

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
    # Decided on together with others; also the decision that undid it.
    batch = models.ForeignKey(
        "Batch", null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    from_status = models.CharField(max_length=12, choices=Comment.Status.choices)
    to_status = models.CharField(max_length=12, choices=Comment.Status.choices)
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
