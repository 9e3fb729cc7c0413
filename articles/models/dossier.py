"""Articles gathered around one question."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class DossierQuerySet(models.QuerySet):
    def published(self) -> "DossierQuerySet":
        return self.filter(published_at__isnull=False)

    def naming(self, article: Article) -> "DossierQuerySet":
        """Return published dossiers that hold this article."""
        return self.published().filter(pieces__article=article)

    def with_counts(self) -> "DossierQuerySet":
        """Annotate the number of published articles, as `piece_count`."""
        public = models.Q(articles__in=Article.objects.published())
        return self.annotate(piece_count=models.Count("articles", filter=public))

    def with_public_pieces(self) -> "DossierQuerySet":
        """Prefetch the published articles in the dossier's order, as `public_pieces`."""
        pieces = DossierPiece.objects.filter(article__in=Article.objects.published())
        pieces = pieces.select_related("article").prefetch_related("article__bylines")
        pieces = pieces.defer("article__body")
        return self.prefetch_related(
            models.Prefetch("pieces", pieces.order_by("position", "pk"), to_attr="public_pieces")
        )


class Dossier(models.Model):
    """A question with an introduction, and the articles in which it is debated."""

    title = models.CharField(_("question"), max_length=200)
    slug = models.SlugField(_("web address"), max_length=200, unique=True)
    introduction = models.TextField(_("introduction"), blank=True)  # made safe by actions
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    articles = models.ManyToManyField(Article, through="DossierPiece", related_name="dossiers")

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ("-published_at", "-pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dossier", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class DossierPieceQuerySet(models.QuerySet):
    def public(self) -> "DossierPieceQuerySet":
        """Return places of published articles in published dossiers."""
        return self.filter(
            dossier__published_at__isnull=False, article__in=Article.objects.published()
        )


class DossierPiece(models.Model):
    """The place of an article in a dossier."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="pieces")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    # Followers are notified of articles added after they began to follow.
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DossierPieceQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("dossier", "article"), name="dossier_piece_once"),
        )

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.article_id}"
