from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models import Article, Topic


class Imported(models.Model):
    """An object imported from another site, recorded so that it is never imported twice, not even
    after it was erased."""

    class Kind(models.TextChoices):
        AUTHOR = "author"
        ARTICLE = "article"
        COMMENT = "comment"

    source = models.CharField(max_length=200)  # the other site's address, without its scheme
    kind = models.CharField(max_length=10, choices=Kind.choices)
    their_id = models.PositiveBigIntegerField()
    # No foreign key: the record outlives the object.
    object_id = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "kind", "their_id"), name="imported_once"),
            models.CheckConstraint(
                condition=Q(kind__in=("author", "article", "comment")), name="imported_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.their_id}"


class OldLink(models.Model):
    """The address of a page at the old site, which redirects to the page here.

    The path is in lower case without its last slash, or "?p=" and the article's number there. It
    leads to an article, to the topic that a category or tag became, or to an author.
    """

    path = models.CharField(max_length=500, unique=True)
    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(article__isnull=False, topic=None, user=None)
                | Q(article=None, topic__isnull=False, user=None)
                | Q(article=None, topic=None, user__isnull=False),
                name="old_link_leads_to_one",
            ),
        )

    def __str__(self) -> str:
        return self.path
