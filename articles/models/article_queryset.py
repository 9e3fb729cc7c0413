"""Questions about many articles."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.byline import Byline


def readable_debate_condition(path: str = "") -> Q:
    """Return the condition for articles with a readable debate.

    These are published ones, and withdrawn ones that keep their debate. `path` is the lookup prefix
    from the queried model to the article, such as `article__`.
    """
    public = {"status": "published", "published_at__lte": timezone.now()}
    kept = {"status": "withdrawn", "withdrawn_at__isnull": False, "keeps_debate": True}
    return Q(**{f"{path}{name}": value for name, value in public.items()}) | Q(
        **{f"{path}{name}": value for name, value in kept.items()}
    )


class ArticleQuerySet(models.QuerySet):
    def published(self) -> "ArticleQuerySet":
        return self.filter(status=self.model.Status.PUBLISHED, published_at__lte=timezone.now())

    def scheduled(self) -> "ArticleQuerySet":
        return self.filter(status=self.model.Status.PUBLISHED, published_at__gt=timezone.now())

    def with_debate(self) -> "ArticleQuerySet":
        """Return articles whose comments can be read."""
        return self.filter(readable_debate_condition())

    def with_page(self) -> "ArticleQuerySet":
        """Return published and withdrawn articles: the latter have a page that says so."""
        now, status = timezone.now(), self.model.Status
        gone = Q(status=status.WITHDRAWN, withdrawn_at__isnull=False)
        return self.filter(Q(status=status.PUBLISHED, published_at__lte=now) | gone)

    def concluded_since(self, moment: datetime) -> "ArticleQuerySet":
        """Return published articles with conclusions since then, the latest first."""
        found = self.published().filter(concluded_at__gte=moment).exclude(conclusions="")
        return found.order_by("-concluded_at", "-pk").defer("body")

    def open(self) -> "ArticleQuerySet":
        """Return articles whose debate is not closed; other rules may still refuse a comment."""
        return self.filter(Q(closed_at=None) | Q(closed_at__gt=timezone.now()))

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-published_at", "-pk")

    def by(self, user) -> "ArticleQuerySet":
        """Return articles with a byline of this member."""
        return self.filter(bylines__user=user)

    def naming(self, word: str) -> "ArticleQuerySet":
        """Return articles with this word in their title or in a byline."""
        writer = Byline.objects.filter(article=models.OuterRef("pk"), name__icontains=word)
        return self.filter(Q(title__icontains=word) | models.Exists(writer))

    def with_former_slug(self, slug: str) -> "ArticleQuerySet":
        """Return the article with a page that had this slug before, unless another has it now."""
        has_it = self.model.objects.filter(slug=slug)
        return self.with_page().filter(~models.Exists(has_it), old_addresses__slug=slug)

    def with_writers(self) -> "ArticleQuerySet":
        """Prefetch bylines, with the columns of their members that pages show."""
        shown = ("is_active", "picture", "shows_picture")
        bylines = Byline.objects.select_related("user").only(
            *("article", "user", "name", "affiliation", "about", "position"),
            *(f"user__{name}" for name in shown),
        )
        return self.prefetch_related(models.Prefetch("bylines", bylines))

    def for_feed(self) -> "ArticleQuerySet":
        """Return published articles, newest first, with writers and topics for a feed."""
        whole = self.published().with_writers().prefetch_related("topics")
        return whole.order_by("-published_at", "-pk")

    def for_front_page(self, before: models.Model | None = None) -> "ArticleQuerySet":
        """Return published articles, newest first; if given, only those older than `before`."""
        articles = self.published().newest_first().prefetch_related("bylines")
        if before is not None:
            articles = articles.filter(
                Q(published_at__lt=before.published_at)
                | Q(published_at=before.published_at, pk__lt=before.pk)
            )
        return articles.defer("body")
