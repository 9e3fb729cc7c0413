"""Bulletins: articles, talks and reactions that an editor puts together, to read or print."""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models import Comment


class BulletinQuerySet(models.QuerySet):
    def published(self) -> "BulletinQuerySet":
        return self.filter(status=Bulletin.Status.PUBLISHED)

    def to_list(self) -> "BulletinQuerySet":
        return self.order_by("-date", "-number")

    def with_gaps(self) -> "BulletinQuerySet":
        """Annotate `gaps`: the number of parts that are no longer public."""
        lost = Item.objects.lost().filter(bulletin=OuterRef("pk")).order_by().values("bulletin")
        count = lost.annotate(count=Count("pk")).values("count")
        return self.annotate(gaps=Coalesce(Subquery(count), 0))


class Bulletin(models.Model):
    """One bulletin. The text of articles and reactions is not copied, but read when shown."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    number = models.PositiveIntegerField(_("number"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    date = models.DateField(_("date"), default=timezone.localdate)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("nl", _("Dutch")), ("en", _("English"))],
        default="nl",
    )
    introduction = models.TextField(_("introduction"), blank=True)  # as typed
    introduction_html = models.TextField(blank=True, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    published_at = models.DateTimeField(null=True, blank=True)
    # When an editor last mailed it to themselves as a test.
    tested_at = models.DateTimeField(null=True, blank=True)
    # When it was mailed to the readers of the newsletter; this happens only once.
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=("draft", "published", "withdrawn")),
                name="bulletin_status",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None)
                | (~Q(status="draft") & Q(published_at__isnull=False)),
                name="bulletin_public_has_date",
            ),
            models.CheckConstraint(
                condition=Q(mailed_at=None) | Q(published_at__isnull=False),
                name="bulletin_mailed_was_public",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("bulletin", args=[self.number])

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED


class ItemQuerySet(models.QuerySet):
    def lost(self) -> "ItemQuerySet":
        """Return the items that are no longer public, so that no bulletin shows them."""
        readable = Article.objects.published().order_by().values("pk")
        shown = Q(kind=Item.Kind.ARTICLE, article__in=readable) | Q(
            kind=Item.Kind.REACTION,
            comment__status=Comment.Status.PUBLISHED,
            comment__article__in=readable,
        )
        return self.exclude(Q(kind__in=Item.WRITTEN) | shown)


class Item(models.Model):
    """One part of a bulletin."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("opinion article")
        TALK = "talk", _("speaker contribution")
        REACTION = "reaction", _("reaction")
        HEADING = "heading", _("heading")

    # The kinds with a text of their own; the others refer to an article or reaction.
    WRITTEN = (Kind.TALK, Kind.HEADING)

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(max_length=8, choices=Kind.choices)
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    # For an article: the whole text, or the lead with a link to the rest.
    whole = models.BooleanField(_("the whole text"), default=True)
    comment = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    name = models.CharField(_("name of the speaker"), max_length=60, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=120, blank=True)
    html = models.TextField(_("text"), blank=True)  # made safe by the actions

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulletin item")
        verbose_name_plural = _("bulletin items")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="article", article__isnull=False, comment=None)
                | Q(kind="reaction", comment__isnull=False, article=None)
                | (Q(kind__in=("talk", "heading"), article=None, comment=None) & ~Q(title="")),
                name="bulletin_item_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=("bulletin", "article"),
                condition=Q(article__isnull=False),
                name="bulletin_article_once",
            ),
            models.UniqueConstraint(
                fields=("bulletin", "comment"),
                condition=Q(comment__isnull=False),
                name="bulletin_reaction_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.bulletin_id}, {self.position}: {self.kind}"

    @property
    def is_written_here(self) -> bool:
        return self.kind in self.WRITTEN


class Printing(models.Model):
    """The last requested PDF of a bulletin: being made, made, or failed.

    The file name contains a hash of its content, so that an outdated PDF is never served.
    """

    bulletin = models.OneToOneField(Bulletin, on_delete=models.CASCADE, related_name="printing")
    edition = models.CharField(max_length=32)
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    # True if it failed because a library is missing, which only an operator can install.
    lacks_library = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.bulletin_id}: {self.edition}"

    @property
    def is_being_made(self) -> bool:
        return self.made_at is None and self.failed_at is None
