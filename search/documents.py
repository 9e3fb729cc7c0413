"""What is indexed of an article and of a reaction, and which of them have to be."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article, with_debate
from comments.models import Comment
from common import html
from common.tokens import split
from search.models import Entry
from search.stemming import language_of, stem

SHORTEST_FORM, LONGEST_FORM = 3, 40  # letters of a word worth correcting another to


def public_articles() -> QuerySet[Article]:
    return Article.objects.published().prefetch_related("bylines")


def public_reactions() -> QuerySet[Comment]:
    """Those that anyone can read. Never the names of who wrote them: who wants no page with all
    that they wrote should not have one here."""
    return Comment.objects.published().filter(with_debate("article__"))


def missing_articles() -> QuerySet[Article]:
    """Public ones that the index has not as they are now."""
    entries = Entry.objects.filter(
        comment=None, article=OuterRef("pk"), changed_at=OuterRef("updated_at")
    )
    return public_articles().exclude(Exists(entries)).order_by("pk")


def missing_reactions() -> QuerySet[Comment]:
    entries = Entry.objects.filter(comment=OuterRef("pk"), revision=OuterRef("shown_revision"))
    return public_reactions().exclude(Exists(entries)).order_by("pk")


def of_article(article: Article) -> Entry:
    """Its title weighs most, then its lead and who wrote it, then all the rest."""
    names = " ".join(byline.name for byline in article.bylines.all())
    lead = f"{article.lead}\n{names}"
    rest = "\n".join(
        (html.to_text(article.body), article.proposition, html.to_text(article.conclusions))
    )
    title, lead, rest = split(article.title), split(lead), split(rest)
    language = language_of(rest, article.language)
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


def of_reaction(comment: Comment) -> Entry:
    words = split(html.to_text(comment.html))
    language = language_of(words, comment.language)
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
    return [stem(word, language) for word in words]


def _forms(words: Iterable[str]) -> str:
    """Each word once, where another could be a slip of the pen for it, or a part of it."""
    return " ".join(
        sorted(
            word
            for word in set(words)
            if SHORTEST_FORM <= len(word) <= LONGEST_FORM and not any(map(str.isdigit, word))
        )
    )
