from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common import names


class Tick(NamedTuple):
    """The versions that one change took, and the last reaction number given out."""

    first: int
    last: int
    number: int


class ArticleQuerySet(models.QuerySet):
    def published(self) -> "ArticleQuerySet":
        return self.filter(status=Article.Status.PUBLISHED, published_at__lte=timezone.now())

    def open(self) -> "ArticleQuerySet":
        """Those under which one can still react, as far as the article goes."""
        return self.filter(Q(closed_at=None) | Q(closed_at__gt=timezone.now()))

    def by(self, user) -> "ArticleQuerySet":
        """Those that bear this member's name."""
        return self.filter(bylines__user=user)

    def with_writers(self) -> "ArticleQuerySet":
        """Each with its bylines, and of whom these are what the page says and shows."""
        shown = ("is_active", "picture", "shows_picture")
        bylines = Byline.objects.select_related("user").only(
            *("article", "user", "name", "affiliation", "position"),
            *(f"user__{name}" for name in shown),
        )
        return self.prefetch_related(models.Prefetch("bylines", bylines))

    def for_front_page(self, before: "Article | None" = None) -> "ArticleQuerySet":
        """Published articles, newest first; only those after `before` in that order, if given."""
        articles = self.published().order_by("-published_at", "-pk").prefetch_related("bylines")
        if before is not None:
            articles = articles.filter(
                Q(published_at__lt=before.published_at)
                | Q(published_at=before.published_at, pk__lt=before.pk)
            )
        return articles.defer("body")


class Article(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Policy(models.TextChoices):
        """Which reactions wait for a moderator before anyone sees them."""

        SITE = "site", _("as the site does")
        HOLD_ALL = "hold_all", _("every reaction")
        FIRST_TIME = "first_time", _("the first of each writer")
        PUBLISH = "publish", _("none, unless a rule holds it")

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=200, unique=True)
    lead = models.TextField(_("lead"), blank=True, max_length=1000)
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
    updated_at = models.DateTimeField(auto_now=True)
    policy = models.CharField(
        _("reactions that wait for a moderator"),
        max_length=10,
        choices=Policy.choices,
        default=Policy.SITE,
    )
    closed_at = models.DateTimeField(_("closed for reactions since"), null=True, blank=True)

    # Orders, caches and catches up the thread: see docs/decisions/0002-one-version-number.md.
    version = models.PositiveIntegerField(default=0, editable=False)
    # The last number given to a reaction. Never goes back, so a number is never used twice.
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
                condition=Q(status__in=("draft", "published", "withdrawn")), name="article_status"
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
        """Take the next `changes` versions, and `new` reaction numbers, for this transaction.

        The update holds the article's row until the transaction ends, so versions commit in the
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
    def is_closed(self) -> bool:
        return self.closed_at is not None and self.closed_at <= timezone.now()

    @property
    def effective_policy(self) -> str:
        return settings.COMMENTS_POLICY if self.policy == self.Policy.SITE else self.policy

    @cached_property
    def author_ids(self) -> frozenset[int]:
        return frozenset(byline.user_id for byline in self.bylines.all() if byline.user_id)

    @property
    def byline_text(self) -> str:
        return ", ".join(byline.name for byline in self.bylines.all())


class Byline(models.Model):
    """One writer of one article, with the affiliation of that time."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bylines",
        help_text=_("Whoever is named here may answer under the article as its author."),
    )
    name = models.CharField(_("name"), max_length=60)
    name_key = models.CharField(max_length=120, editable=False, db_index=True)
    affiliation = models.CharField(_("affiliation"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("article", "user"), name="byline_once_a_member"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.name = names.clean(self.name)
        self.name_key = names.skeleton(self.name)
        super().save(*args, **kwargs)
