"""Related articles, as the periodic task found them."""

from django.db import models

from articles.models.article import Article


class RelatedQuerySet(models.QuerySet):
    def of(self, article: Article) -> "RelatedQuerySet":
        """Return published related articles, the most similar first."""
        public = Article.objects.published()
        found = self.filter(article=article, other__in=public).select_related("other")
        return found.defer("other__body").order_by("-likeness", "-other")


class Related(models.Model):
    """The similarity of one article to another, by topics and words."""

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
