"""The indexed text of an article and of a reaction, and which of them have to be indexed."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article, readable_debate_condition
from comments.models import Comment
from common import html
from common.tokens import split_words
from search.models import Entry
from search.stemming import detect_language, stem_word

SHORTEST_FORM, LONGEST_FORM = 3, 40  # letters of a word worth correcting another to


def searchable_articles() -> QuerySet[Article]:
    return Article.objects.published().prefetch_related("bylines")


def searchable_comments() -> QuerySet[Comment]:
    """Those that anyone can read. Never the names of who wrote them: who wants no page with all
    that they wrote should not have one here."""
    return Comment.objects.published().filter(readable_debate_condition("article__"))


def unindexed_articles() -> QuerySet[Article]:
    """Public ones that the index has not as they are now."""
    entries = Entry.objects.filter(
        comment=None, article=OuterRef("pk"), changed_at=OuterRef("updated_at")
    )
    return searchable_articles().exclude(Exists(entries)).order_by("pk")


def unindexed_comments() -> QuerySet[Comment]:
    entries = Entry.objects.filter(comment=OuterRef("pk"), revision=OuterRef("shown_revision"))
    return searchable_comments().exclude(Exists(entries)).order_by("pk")


def build_article_entry(article: Article) -> Entry:
    """Its title weighs most, then its lead and who wrote it, then all the rest."""
    names = " ".join(byline.name for byline in article.bylines.all())
    lead = f"{article.lead}\n{names}"
    rest = "\n".join(
        (
            html.html_to_text(article.body),
            article.proposition,
            html.html_to_text(article.conclusions),
        )
    )
    title, lead, rest = split_words(article.title), split_words(lead), split_words(rest)
    language = detect_language(rest, article.language)
    above = [
        # Twice, since SQLite weighs by columns.
        ("A", _stems(title, language)),
        ("A", _stems(title, language)),
        ("B", _stems(lead, language)),
    ]
    return Entry(
        pk=Entry.key(article.published_at, article.pk, is_reaction=False),
        article=article,
        changed_at=article.updated_at,
        forms=_forms([*title, *lead, *rest]),
        head=above,
        words=[*above[1:], ("C", _stems(rest, language))],
    )


def build_comment_entry(comment: Comment) -> Entry:
    words = split_words(html.html_to_text(comment.html))
    language = detect_language(words, comment.language)
    return Entry(
        pk=Entry.key(comment.published_at, comment.pk, is_reaction=True),
        article_id=comment.article_id,
        comment=comment,
        revision=comment.shown_revision,
        forms=_forms(words),
        head=[],
        words=[("D", _stems(words, language))],
    )


def _stems(words: Iterable[str], language: str) -> list[str]:
    return [stem_word(word, language) for word in words]


def _forms(words: Iterable[str]) -> str:
    """Each word once, where another could be a slip of the pen for it, or a part of it."""
    return " ".join(
        sorted(
            word
            for word in set(words)
            if SHORTEST_FORM <= len(word) <= LONGEST_FORM and not any(map(str.isdigit, word))
        )
    )
