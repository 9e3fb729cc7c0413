"""The best exchanges of a week, chosen by public data only.

An exchange is a first reaction and all under it. It scores the number of different people who took
part that week, and twice that when the article's author answered in it.

People are counted and not reactions, since two people can write many reactions without a debate.
An author's answer counts double because it is what this site is for. Nothing else counts: not
views, which would favour what is already seen, and not reports or moderators' decisions, which are
not public. At most two come from one article, so that one debate does not fill the newsletter.
Of equals the one with fewer reactions goes first: it says as much in fewer words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from articles.models import Article
from comments import paths
from comments.models import Comment
from notifications.models import Issue

MAX_CANDIDATES = 12  # for an editor to choose from
MAX_SHOWN = 5
MAX_PER_ARTICLE = 2
MIN_PEOPLE = 2  # one person alone is no exchange


class Exchange(NamedTuple):
    first: Comment
    answer: Comment | None
    people: int = 0
    by_author: bool = False


class ExchangeScore(NamedTuple):
    article: int
    path: str
    people: int
    by_author: bool
    reactions: int
    answer: int  # the reaction shown with the first: the author's last, or else the last; 0 if none

    @property
    def points(self) -> int:
        return self.people * (2 if self.by_author else 1)


def best_exchanges(issue: Issue) -> list[Exchange]:
    """Return the candidates for an issue, the best first, in a fixed number of queries."""
    best: list[ExchangeScore] = []
    taken = Counter()
    for score in sorted(_scores(issue), key=lambda one: (-one.points, one.reactions, one.path)):
        if taken[score.article] < MAX_PER_ARTICLE and len(best) < MAX_CANDIDATES:
            taken[score.article] += 1
            best.append(score)
    return _with_comments(best)


def exchanges_as_sent(pairs: Iterable[tuple[int, int | None]]) -> list[Exchange]:
    """Return the exchanges of these pairs of keys that are still public, in this order."""
    pairs = list(pairs)
    there = _public_comments(Q(pk__in=[pk for pair in pairs for pk in pair if pk]))
    return [Exchange(there[first], there.get(answer)) for first, answer in pairs if first in there]


def new_articles(issue: Issue) -> list[Article]:
    articles = Article.objects.for_front_page()
    return list(articles.filter(published_at__gte=issue.since, published_at__lt=issue.goes_at))


def _scores(issue: Issue) -> list[ExchangeScore]:
    rows = (
        Comment.objects.published()
        .filter(
            article__in=Article.objects.published(),
            published_at__gte=issue.since,
            published_at__lt=issue.goes_at,
        )
        .order_by("pk")
        .values_list("pk", "article", "path", "user", "name", "role")
    )
    branches = defaultdict(list)
    for row in rows:
        branches[row[1], row[2][: paths.SEGMENT_WIDTH]].append(row)
    scores = (_score(article, path, branch) for (article, path), branch in branches.items())
    return [score for score in scores if score.people >= MIN_PEOPLE]


def _score(article: int, path: str, branch: list[tuple]) -> ExchangeScore:
    # Guests are told apart by their public name.
    people = {user or name.casefold() for _, _, _, user, name, _ in branch}
    below = [(pk, role) for pk, _, place, _, _, role in branch if place != path]
    by_author = [pk for pk, role in below if role == Comment.Role.AUTHOR]
    answer = (by_author or [pk for pk, _ in below] or [0])[-1]
    return ExchangeScore(article, path, len(people), bool(by_author), len(branch), answer)


def _with_comments(scores: list[ExchangeScore]) -> list[Exchange]:
    """Load the reactions; an exchange of which the first is no longer public is left out."""
    places = Q(pk__in=[score.answer for score in scores])
    for score in scores:
        places |= Q(article=score.article, path=score.path)
    there = _public_comments(places) if scores else {}
    firsts = {(one.article_id, one.path): one for one in there.values()}
    return [
        Exchange(first, there.get(score.answer), score.people, score.by_author)
        for score in scores
        if (first := firsts.get((score.article, score.path)))
    ]


def _public_comments(which: Q) -> dict[int, Comment]:
    comments = Comment.objects.published().filter(which, article__in=Article.objects.published())
    return {comment.pk: comment for comment in comments.select_related("article")}
