from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.models.article_queryset import ArticleQuerySet
from articles.reading import LaidOutText, lay_out_body
from common import footnotes


class Tick(NamedTuple):
    """The version numbers that one change took, and the last comment number given out."""

    first: int
    last: int
    number: int


class Article(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        READY = "ready", _("ready to edit")
        # Readable from `published_at` on; until then the article is scheduled.
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Policy(models.TextChoices):
        """The comments that wait for a moderator before they are public."""

        SITE = "site", _("as on the whole site")
        HOLD_ALL = "hold_all", _("all reactions")
        FIRST_TIME = "first_time", _("the first reaction of each writer")
        PUBLISH = "publish", _("none, unless a rule holds it")

    class Reacting(models.TextChoices):
        """The group that may comment on the article."""

        ALL = "all", _("everyone")
        MEMBERS = "members", _("members")
        INVITED = "invited", _("invited members")

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("web address"), max_length=200, unique=True)
    lead = models.TextField(_("introduction"), blank=True, max_length=1000)
    body = models.TextField(_("text"))
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("nl", _("Dutch")), ("en", _("English"))],
        default="nl",
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(_("reason for withdrawal"), blank=True, max_length=1000)
    keeps_debate = models.BooleanField(_("the debate stays readable"), default=True)
    # The last change of the public text; `updated_at` changes with each setting too.
    text_changed_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    policy = models.CharField(
        _("reactions waiting for a moderator"),
        max_length=10,
        choices=Policy.choices,
        default=Policy.SITE,
    )
    reacting = models.CharField(
        _("who can react"), max_length=8, choices=Reacting.choices, default=Reacting.ALL
    )
    opens_at = models.DateTimeField(_("open for reactions from"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed for reactions since"), null=True, blank=True)
    # Days from publication on; `closed_at` is computed from it.
    closes_after_days = models.PositiveSmallIntegerField(
        _("closes after this many days"), null=True, blank=True
    )
    proposition = models.CharField(_("proposition"), max_length=200, blank=True)
    # The message above the debate: Markdown as typed, and safe HTML.
    pinned = models.TextField(_("message above the reactions"), blank=True, max_length=2000)
    pinned_html = models.TextField(blank=True, editable=False)
    # The conclusions of the debate, as safe HTML.
    conclusions = models.TextField(_("conclusions"), blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True, editable=False)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    answers = models.ForeignKey(
        "self",
        verbose_name=_("in reply to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answered_by",
    )
    series = models.ForeignKey(
        "Series",
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
    )
    topics = models.ManyToManyField("Topic", verbose_name=_("topics"), blank=True)
    image = models.ForeignKey(
        "Image",
        verbose_name=_("main image"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sources = models.TextField(_("sources"), blank=True)  # safe HTML

    # Featured: opens the front page. Without a featured article the newest does.
    leads = models.BooleanField(default=False, editable=False)

    # For order, caching and catching up of the thread: docs/decisions/0002-one-version-number.md.
    version = models.PositiveIntegerField(default=0, editable=False)
    # The last number given to a comment. It never goes back, so no number is used twice.
    last_number = models.PositiveIntegerField(default=0, editable=False)
    views = models.PositiveIntegerField(_("views"), default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("-published_at", "-pk")
        indexes = (models.Index(fields=("status", "-published_at", "-id"), name="article_front"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=("draft", "ready", "published", "withdrawn")),
                name="article_status",
            ),
            models.UniqueConstraint(
                fields=("leads",), condition=Q(leads=True), name="article_one_leads"
            ),
            models.CheckConstraint(
                condition=Q(reacting__in=("all", "members", "invited")), name="article_reacting"
            ),
            models.CheckConstraint(
                condition=Q(conclusions="") | Q(concluded_at__isnull=False),
                name="article_concluded_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="article_published_has_date",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("debate", args=[self.slug])

    def tick(self, changes: int = 1, new: int = 0) -> Tick:
        """Take the next `changes` versions, and `new` comment numbers, for this transaction.

        The update locks the article's row until the transaction ends, so versions commit in the
        order in which they were given.
        """
        Article.objects.filter(pk=self.pk).update(
            version=F("version") + changes, last_number=F("last_number") + new
        )
        version, number = Article.objects.values_list("version", "last_number").get(pk=self.pk)
        self.version, self.last_number = version, number
        return Tick(first=version - changes + 1, last=version, number=number)

    @property
    def is_published(self) -> bool:
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def changed_at(self) -> datetime:
        """The moment of the last change of the public text."""
        return max(self.published_at, self.text_changed_at or self.published_at)

    @property
    def is_scheduled(self) -> bool:
        return self.status == self.Status.PUBLISHED and not self.is_published

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None and self.closed_at <= timezone.now()

    @property
    def opens_later(self) -> bool:
        return self.opens_at is not None and self.opens_at > timezone.now()

    @property
    def is_withdrawn(self) -> bool:
        """Return True if it was public once, and has a page that says it is withdrawn."""
        return self.status == self.Status.WITHDRAWN and self.withdrawn_at is not None

    @property
    def has_debate(self) -> bool:
        """Return True if its comments can be read."""
        return self.is_published or (self.is_withdrawn and self.keeps_debate)

    @property
    def effective_policy(self) -> str:
        return settings.COMMENTS_POLICY if self.policy == self.Policy.SITE else self.policy

    @property
    def laid_out(self) -> LaidOutText:
        return lay_out_body(self.body)

    @property
    def conclusions_html(self) -> SafeString:
        """The conclusions with prefixed footnote ids, for a page that shows other texts too."""
        return mark_safe(footnotes.prefix_footnote_ids(self.conclusions, f"conclusies-{self.pk}-"))

    @cached_property
    def author_ids(self) -> frozenset[int]:
        return frozenset(byline.user_id for byline in self.bylines.all() if byline.user_id)

    @property
    def byline_text(self) -> str:
        return ", ".join(byline.name for byline in self.bylines.all())
