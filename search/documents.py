"""The indexed text of articles and reactions, and the queries for those to be indexed."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article, readable_debate_condition
from comments.models import Comment
from common.html.plain_text import html_to_text
from common.language import detect_language, split_words, stem_words
from search.models import Entry

SHORTEST_FORM, LONGEST_FORM = 3, 40  # letters of a word worth correcting another to


def searchable_articles() -> QuerySet[Article]:
    return Article.objects.published().prefetch_related("bylines")


def searchable_comments() -> QuerySet[Comment]:
    """Return the reactions that anyone can read.

    The names of writers are not indexed: a search would otherwise list all that someone wrote, also
    of members without a profile page.
    """
    return Comment.objects.published().filter(readable_debate_condition("article__"))


def unindexed_articles() -> QuerySet[Article]:
    """Return public articles that the index lacks, or has in an older version."""
    entries = Entry.objects.filter(
        comment=None, article=OuterRef("pk"), changed_at=OuterRef("updated_at")
    )
    return searchable_articles().exclude(Exists(entries)).order_by("pk")


def unindexed_comments() -> QuerySet[Comment]:
    entries = Entry.objects.filter(comment=OuterRef("pk"), revision=OuterRef("shown_revision"))
    return searchable_comments().exclude(Exists(entries)).order_by("pk")


def build_article_entry(article: Article) -> Entry:
    """Build an entry: the title weighs most, then the lead and the authors, then the rest."""
    names = " ".join(byline.name for byline in article.bylines.all())
    lead = f"{article.lead}\n{names}"
    rest = "\n".join(
        (
            html_to_text(article.body),
            article.proposition,
            html_to_text(article.conclusions),
        )
    )
    title, lead, rest = split_words(article.title), split_words(lead), split_words(rest)
    language = detect_language(rest, article.language)
    above = [
        # Twice, since SQLite weighs only by column.
        ("A", stem_words(title, language)),
        ("A", stem_words(title, language)),
        ("B", stem_words(lead, language)),
    ]
    return Entry(
        pk=Entry.key(article.published_at, article.pk, is_reaction=False),
        article=article,
        changed_at=article.updated_at,
        forms=_forms([*title, *lead, *rest]),
        head=above,
        words=[*above[1:], ("C", stem_words(rest, language))],
    )


def build_comment_entry(comment: Comment) -> Entry:
    words = split_words(html_to_text(comment.html))
    language = detect_language(words, comment.language)
    return Entry(
        pk=Entry.key(comment.published_at, comment.pk, is_reaction=True),
        article_id=comment.article_id,
        comment=comment,
        revision=comment.shown_revision,
        forms=_forms(words),
        head=[],
        words=[("D", stem_words(words, language))],
    )


def _forms(words: Iterable[str]) -> str:
    """Return the words, each once, that can be alternatives to a word of a query."""
    return " ".join(
        sorted(
            word
            for word in set(words)
            if SHORTEST_FORM <= len(word) <= LONGEST_FORM and not any(map(str.isdigit, word))
        )
    )
