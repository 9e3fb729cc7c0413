"""The entries of the search index, and its vocabulary."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article, readable_debate_condition
from comments.models import Comment
from common.full_text import WordsField

# A key is the milliseconds since this moment, followed by bits that separate equal moments.
_FIRST = datetime(1900, 1, 1, tzinfo=UTC)
_TIE_BITS = 16

_OF_ARTICLE = [f"article__{name}" for name in ("slug", "title", "language", "published_at")]
_SHOWN = ("article", "number", "name", "role", "status", "language", "html", "published_at")
_OF_REACTION = [f"comment__{name}" for name in (*_SHOWN, "user", "email")]  # the writer, for muting


class EntryQuerySet(models.QuerySet):
    """A query set of entries.

    It checks the articles and reactions themselves, so what is hidden is not found from that moment
    on, even before the index is updated.
    """

    def articles(self) -> "EntryQuerySet":
        """Return entries of public articles that are up to date."""
        return self.filter(
            comment=None,
            article__status=Article.Status.PUBLISHED,
            article__published_at__lte=timezone.now(),
            article__updated_at=F("changed_at"),
        )

    def reactions(self) -> "EntryQuerySet":
        """Return up-to-date entries of public reactions in debates that can be read."""
        return self.filter(
            readable_debate_condition("article__"),
            comment__status=Comment.Status.PUBLISHED,
            comment__shown_revision=F("revision"),
        )

    def with_article(self) -> "EntryQuerySet":
        """Load only the fields that are shown of an article."""
        shown = self.select_related("article").prefetch_related("article__bylines")
        return shown.only("comment", *_OF_ARTICLE, "article__lead", "article__body")

    def with_reaction(self) -> "EntryQuerySet":
        """Load only the fields that are shown of a reaction."""
        return self.select_related("article", "comment").only(*_OF_ARTICLE, *_OF_REACTION)


def first_key_since(moment: datetime) -> int:
    """Return the first key of this moment: later entries have this key or a greater one."""
    return max(0, (moment - _FIRST) // timedelta(milliseconds=1)) << _TIE_BITS


def keys_between(first: date | None, last: date | None) -> tuple[int | None, int | None]:
    """Return the first key, and the key to stay below, of entries from `first` up to `last`.

    Days are in the site's time zone; None stands for no bound.
    """
    return (
        first and first_key_since(_midnight(first)),
        last and first_key_since(_midnight(last + timedelta(days=1))),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class Entry(models.Model):
    """An article or a reaction in the index, as it was when it was indexed.

    Its key holds the time of publication, so both databases return the newest first in key order,
    without sorting.
    """

    id = models.BigIntegerField(primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    comment = models.OneToOneField(
        Comment, null=True, on_delete=models.CASCADE, related_name="entry"
    )
    # The indexed version. If the reaction or article changed since, the entry is not found.
    revision = models.PositiveIntegerField(null=True)
    changed_at = models.DateTimeField(null=True)
    # Each word once, unstemmed, to lower the vocabulary's counts when the entry is deleted.
    forms = models.TextField()
    # The stems of the title and lead of an article, and of all words of an article or a reaction.
    head = WordsField()
    words = WordsField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("-id",), name="search_articles", condition=Q(comment=None)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("article",), name="search_article_once", condition=Q(comment=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.article_id}: {self.comment_id or ''}"

    @staticmethod
    def key(moment: datetime, pk: int, *, is_reaction: bool) -> int:
        """Return the key for a moment of publication; `pk` is that of the article or reaction."""
        return first_key_since(moment) + (2 * pk + is_reaction) % (1 << _TIE_BITS)


class Term(models.Model):
    """A word of the index, without case and accents, and the number of entries with it."""

    word = models.CharField(max_length=64, unique=True)
    documents = models.IntegerField()

    def __str__(self) -> str:
        return self.word
