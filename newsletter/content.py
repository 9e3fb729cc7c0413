"""What is in an issue: as it would be now, or of one that went out, what is public still."""

from dataclasses import dataclass

from articles.models import Article
from common import html
from newsletter import best
from newsletter.best import Exchange
from notifications.models import Issue


@dataclass(frozen=True)
class Content:
    word: str  # as safe HTML
    exchanges: list[Exchange]
    articles: list[Article]

    @property
    def is_empty(self) -> bool:
        return not (self.word or self.exchanges or self.articles)

    @property
    def word_text(self) -> str:
        return html.to_text(self.word)


def ranked(issue: Issue) -> list[Exchange]:
    """All candidates: in the editor's order, and after those by their score."""
    place = {pk: number for number, pk in enumerate(issue.order)}
    # Sorting keeps the order of equals.
    return sorted(best.of_week(issue), key=lambda one: place.get(one.first.pk, len(place)))


def coming(issue: Issue, language: str) -> Content:
    """What would go out now."""
    left_out = set(issue.left_out)
    chosen = [one for one in ranked(issue) if one.first.pk not in left_out]
    return Content(_word(issue, language), chosen[: best.SHOWN], best.new_articles(issue))


def sent(issue: Issue, language: str) -> Content:
    articles = Article.objects.for_front_page().filter(pk__in=issue.articles)
    return Content(_word(issue, language), best.as_sent(issue.exchanges), list(articles))


def of(issue: Issue, language: str) -> Content:
    return (sent if issue.is_sent else coming)(issue, language)


def _word(issue: Issue, language: str) -> str:
    word = issue.word(language)
    return html.from_typed(word) if word else ""
