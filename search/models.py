"""The entries that can be found, and the words that occur in them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article, readable_debate_condition
from comments.models import Comment

# The words of one part of a text, down to their stems, and how much they weigh there: A is most.
WeightedWords = tuple[str, Sequence[str]]

# A key has the milliseconds since this moment, and so many bits that tell apart what has the same.
_FIRST = datetime(1900, 1, 1, tzinfo=UTC)
_TIE_BITS = 16

_OF_ARTICLE = [f"article__{name}" for name in ("slug", "title", "language", "published_at")]
_SHOWN = ("article", "number", "name", "role", "status", "language", "html", "published_at")
_OF_REACTION = [f"comment__{name}" for name in (*_SHOWN, "user", "email")]  # whose, for folding

# PostgreSQL keeps no place beyond this, and no more than 256 places of one word.
MOST_PLACES = 16_383


class Words(models.Field):
    """The words of a text in their order, as the database's full text search has them.

    In PostgreSQL it is the column that is searched; SQLite's index, a table of its own, is kept up
    to date with this one by triggers (see the first migration).
    """

    def db_type(self, connection) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(
        self, value: Sequence[WeightedWords], connection, prepared: bool = False
    ) -> str:
        if connection.vendor != "postgresql":
            return " ".join(word for _weight, words in value for word in words)
        places: dict[str, list[str]] = {}
        number = 0
        for weight, words in value:
            for word in words:
                number = min(number + 1, MOST_PLACES)
                places.setdefault(word, []).append(f"{number}{weight}")
        # Nothing but letters and digits, so that nothing needs to be escaped.
        return " ".join(f"'{word}':{','.join(where)}" for word, where in places.items())

    def get_placeholder(self, value, compiler, connection) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"


class EntryQuerySet(models.QuerySet):
    """Entries. The articles and reactions themselves say each time what is public: what is hidden
    is not found from that moment on, whenever the index follows."""

    def articles(self) -> "EntryQuerySet":
        """Public articles, as they are now."""
        return self.filter(
            comment=None,
            article__status=Article.Status.PUBLISHED,
            article__published_at__lte=timezone.now(),
            article__updated_at=F("changed_at"),
        )

    def reactions(self) -> "EntryQuerySet":
        """Public reactions, as they are now, under what is public or left its debate to be read."""
        return self.filter(
            readable_debate_condition("article__"),
            comment__status=Comment.Status.PUBLISHED,
            comment__shown_revision=F("revision"),
        )

    def with_article(self) -> "EntryQuerySet":
        """With what is shown of an article, and no more."""
        shown = self.select_related("article").prefetch_related("article__bylines")
        return shown.only("comment", *_OF_ARTICLE, "article__lead", "article__body")

    def with_reaction(self) -> "EntryQuerySet":
        """With what is shown of a reaction, and no more."""
        return self.select_related("article", "comment").only(*_OF_ARTICLE, *_OF_REACTION)


def first_key_since(moment: datetime) -> int:
    """Return the first key since then: what appeared later has this key or a greater one."""
    return max(0, (moment - _FIRST) // timedelta(milliseconds=1)) << _TIE_BITS


def keys_between(first: date | None, last: date | None) -> tuple[int | None, int | None]:
    """From which key on, and below which, all appeared on these days or on one between them, of
    the site's own time zone; None where there is no end to it."""
    return (
        first and first_key_since(_midnight(first)),
        last and first_key_since(_midnight(last + timedelta(days=1))),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class Entry(models.Model):
    """An article or a reaction in the index, as it was when it was taken in.

    Its key says when it appeared: in the order of their keys are they found, the newest first, on
    both databases without anything to be sorted.
    """

    id = models.BigIntegerField(primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    comment = models.OneToOneField(
        Comment, null=True, on_delete=models.CASCADE, related_name="entry"
    )
    # What was taken in. While the reaction or the article is another by now, it is not found.
    revision = models.PositiveIntegerField(null=True)
    changed_at = models.DateTimeField(null=True)
    # Each word once, as it was written: what the vocabulary loses when this leaves the index.
    forms = models.TextField()
    # What stands above an article; and all of it, or all of a reaction.
    head = Words()
    words = Words()

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
        """Of what appeared at that moment; `pk` is the article's own, or the reaction's."""
        return first_key_since(moment) + (2 * pk + is_reaction) % (1 << _TIE_BITS)


class Term(models.Model):
    """A word that occurs, as it was written but for case and accents, and in how many entries."""

    word = models.CharField(max_length=64, unique=True)
    documents = models.IntegerField()

    def __str__(self) -> str:
        return self.word
