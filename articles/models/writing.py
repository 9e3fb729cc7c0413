"""The writing of an article: draft, versions, preview links, old addresses, invitations."""

import uuid
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class ArticleText(NamedTuple):
    """The text of an article: title, lead and body, without its settings."""

    title: str
    lead: str
    body: str  # HTML

    @classmethod
    def of(cls, row: "Article | Draft | Version") -> "ArticleText":
        return cls(row.title, row.lead, row.body)


class Draft(models.Model):
    """The text being written; until it is published, readers see the text of the article.

    There is no draft while the two are the same.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="draft")
    title = models.CharField(_("title"), max_length=200)
    lead = models.TextField(_("introduction"), blank=True, max_length=1000)
    body = models.TextField(_("text"), blank=True)
    # Grows by one with each save. A save names the revision that it builds on.
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)
    # The open page that saved it last, and its number of saves: see drafting.EditorPage.
    page = models.CharField(max_length=40, blank=True)
    turn = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.title}"


class VersionQuerySet(models.QuerySet):
    def of(self, article: Article) -> "VersionQuerySet":
        return self.filter(article=article).select_related("by")


class Version(models.Model):
    """An article as it was at one moment, and what was done with it then. Never changes."""

    class Kind(models.TextChoices):
        SAVED = "saved", _("saved")
        ASIDE = "aside", _("saved beside a colleague's version")
        READY = "ready", _("submitted")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        BACK = "back", _("restored")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()  # from 1, for each article
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.SAVED)
    title = models.CharField(_("title"), max_length=200)
    lead = models.TextField(_("introduction"), blank=True)
    body = models.TextField(_("text"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("article", "number"), name="version_once_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.article_id}, {self.number}"


class PeekQuerySet(models.QuerySet):
    def open(self) -> "PeekQuerySet":
        return self.filter(ends_at__gt=timezone.now())

    def with_creator(self) -> "PeekQuerySet":
        """Prefetch the creator and the bylines, which decide if the link is still valid."""
        return self.prefetch_related("article__bylines", "by")


class Peek(models.Model):
    """A preview link: a secret, temporary address of an unpublished article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="peeks")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(_("intended for"), max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(_("until"))

    objects = PeekQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.article_id} until {self.ends_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("peek", args=[self.key])


class OldAddress(models.Model):
    """A former slug of an article, which redirects to it."""

    slug = models.SlugField(max_length=200, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="old_addresses")

    def __str__(self) -> str:
        return self.slug


class Invited(models.Model):
    """A member invited to comment on an article that is open to invited members only."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="invited")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("article", "user"), name="invited_once"),)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.user_id}"
