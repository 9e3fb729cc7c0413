"""The content of an issue: of the coming one as of now, of a sent one what is still public."""

from dataclasses import dataclass

from articles.models import Article
from common.html.plain_text import html_to_text
from newsletter import best
from newsletter.best import Exchange
from notifications.models import Issue


@dataclass(frozen=True)
class IssueContent:
    word: str  # as safe HTML
    exchanges: list[Exchange]
    articles: list[Article]

    @property
    def is_empty(self) -> bool:
        return not (self.word or self.exchanges or self.articles)

    @property
    def word_text(self) -> str:
        return html_to_text(self.word)


def ranked_exchanges(issue: Issue) -> list[Exchange]:
    """Return all candidates: those that the editor ordered first, the others by their score."""
    place = {pk: number for number, pk in enumerate(issue.order)}
    # The sort is stable: the others stay ordered by score.
    return sorted(best.best_exchanges(issue), key=lambda one: place.get(one.first.pk, len(place)))


def coming_issue_content(issue: Issue, language: str) -> IssueContent:
    """Return the content that would be sent now."""
    left_out = set(issue.left_out)
    chosen = [one for one in ranked_exchanges(issue) if one.first.pk not in left_out]
    return IssueContent(
        issue.word_html(language), chosen[: best.MAX_SHOWN], best.new_articles(issue)
    )


def sent_issue_content(issue: Issue, language: str) -> IssueContent:
    articles = Article.objects.for_front_page().filter(pk__in=issue.articles)
    return IssueContent(
        issue.word_html(language), best.exchanges_as_sent(issue.exchanges), list(articles)
    )


def issue_content(issue: Issue, language: str) -> IssueContent:
    return (sent_issue_content if issue.is_sent else coming_issue_content)(issue, language)
