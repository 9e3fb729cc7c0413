"""Related articles, as the worker found them."""

from django.db import models

from articles.models.article import Article


class RelatedQuerySet(models.QuerySet):
    def of(self, article: Article) -> "RelatedQuerySet":
        """Return related articles that can be read, the most alike first."""
        public = Article.objects.published()
        found = self.filter(article=article, other__in=public).select_related("other")
        return found.defer("other__body").order_by("-likeness", "-other")


class Related(models.Model):
    """One article is like another: by what they are about, and by their words."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    likeness = models.FloatField()

    objects = RelatedQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("article", "other"), name="related_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("other")), name="related_to_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.article_id}: {self.other_id}"
