"""The lists of an author's desk: open reactions, those marked as read and those answered.

There are no votes: the most discussed reaction is the one that most different people answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Article
from comments.models import Comment, ReadMark
from common.paging import keyset_page

PAGE_SIZE = 20
# The most discussed are chosen among the newest only: comparing all would take longer every visit.
MOST_COMPARED = 2_000
MOST_ARTICLES = 200

OPEN, READ, ANSWERED = "", "gelezen", "beantwoord"
LISTS = {OPEN: _("Open"), ANSWERED: _("Replied"), READ: _("Marked as read")}
NEWEST, DISCUSSED = "", "besproken"
ORDERS = {NEWEST: _("newest"), DISCUSSED: _("most discussed")}


class AuthorDeskEntry(NamedTuple):
    """A reaction on the desk, with the author's answer or read mark."""

    comment: Comment
    answer: Comment | None = None
    mark: ReadMark | None = None

    @property
    def is_open(self) -> bool:
        return self.answer is None and self.mark is None


@dataclass(frozen=True)
class AuthorDeskFilter:
    """A list of the desk with its order and filters, read from the query string."""

    which: str = OPEN
    order: str = NEWEST
    article: str = ""  # a slug
    only_questions: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> "AuthorDeskFilter":
        listed, order = query.get("lijst", ""), query.get("volgorde", "")
        return cls(
            listed if listed in LISTS else OPEN,
            order if order in ORDERS else NEWEST,
            query.get("artikel", "")[:200],
            query.get("vragen", "") == "ja",
        )

    def query(self, **changes) -> str:
        """Return the query string of this list, or of one that differs in `changes`."""
        values = {
            "lijst": changes.get("which", self.which),
            "volgorde": changes.get("order", self.order),
            "artikel": changes.get("article", self.article),
            "vragen": "ja" if changes.get("only_questions", self.only_questions) else "",
            "na": changes.get("after", ""),
        }
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def is_filtered(self) -> bool:
        return bool(self.article) or self.only_questions

    def page(self, user: User, after: str = "") -> tuple[list[AuthorDeskEntry], str]:
        """Return the entries after this cursor, and the cursor of the next page, if any."""
        lists = {OPEN: self._open, ANSWERED: self._answered, READ: self._marked}
        return lists[self.which](user, after)

    def _narrow(self, rows: QuerySet, reaction: str = "") -> QuerySet:
        """Apply the filters; `reaction` is the lookup prefix from a row to its reaction."""
        if self.article:
            rows = rows.filter(**{f"{reaction}article__slug": self.article})
        return rows.filter(**{f"{reaction}asks": True}) if self.only_questions else rows

    def _open(self, user: User, after: str) -> tuple[list[AuthorDeskEntry], str]:
        found = self._narrow(Comment.objects.open_questions(user))
        order = ("-published_at", "-pk")
        if self.order == DISCUSSED:
            latest = found.order_by("-published_at", "-pk").values("pk")[:MOST_COMPARED]
            found = Comment.objects.filter(pk__in=latest).with_discussion()
            order = ("-discussed_by", *order)
        rows, end = keyset_page(found.only("published_at"), order, after, PAGE_SIZE)
        whole = _load_comments(row.pk for row in rows)
        return [AuthorDeskEntry(whole[row.pk]) for row in rows if row.pk in whole], end

    def _answered(self, user: User, after: str) -> tuple[list[AuthorDeskEntry], str]:
        mine = Article.objects.by(user).published().order_by()
        answers = Comment.objects.answers_of_authors(user).filter(
            article__in=mine.values("pk"), parent__status=Comment.Status.PUBLISHED
        )
        answers = answers.exclude(parent__role=Comment.Role.AUTHOR)
        answers = self._narrow(answers, "parent__")
        rows, end = keyset_page(answers, ("-created_at", "-pk"), after, PAGE_SIZE)
        whole = _load_comments(row.parent_id for row in rows)
        found = [
            AuthorDeskEntry(whole[row.parent_id], row) for row in rows if row.parent_id in whole
        ]
        for entry in found:
            entry.answer.article = entry.comment.article
        return found, end

    def _marked(self, user: User, after: str) -> tuple[list[AuthorDeskEntry], str]:
        mine = Article.objects.by(user).published().order_by()
        marks = ReadMark.objects.filter(
            user=user,
            comment__article__in=mine.values("pk"),
            comment__status=Comment.Status.PUBLISHED,
            revision__gte=F("comment__shown_revision"),
        )
        marks = self._narrow(marks, "comment__")
        rows, end = keyset_page(marks, ("-marked_at", "-pk"), after, PAGE_SIZE)
        whole = _load_comments(row.comment_id for row in rows)
        found = [(whole[row.comment_id], row) for row in rows if row.comment_id in whole]
        return [AuthorDeskEntry(comment, mark=mark) for comment, mark in found], end


def find_author_desk_entry(user: User, pk: int) -> AuthorDeskEntry | None:
    """Return one reaction to this author as it is now, whichever list it is in."""
    if not Comment.objects.to_author(user).filter(pk=pk).exists():
        return None
    if (comment := _load_comments([pk]).get(pk)) is None:
        return None
    answers = Comment.objects.answers_of_authors(user).filter(parent=comment)
    answer = answers.select_related("article").order_by("pk").last()
    marks = ReadMark.objects.filter(user=user, comment=comment)
    return AuthorDeskEntry(
        comment, answer, marks.filter(revision__gte=comment.shown_revision).first()
    )


class OpenQuestionsSummary(NamedTuple):
    """A summary of the questions that wait for an author, for a mail."""

    count: str
    questions: list[Comment]


def open_questions_summary(user: User, most: int = 5) -> OpenQuestionsSummary:
    """Count what waits, and return the newest: questions first, then other reactions."""
    found = Comment.objects.open_questions(user).order_by("-published_at", "-pk")
    pks = list(found.filter(asks=True).values_list("pk", flat=True)[:most])
    if len(pks) < most:
        pks += found.filter(asks=False).values_list("pk", flat=True)[: most - len(pks)]
    whole = _load_comments(pks)
    return OpenQuestionsSummary(found.how_many(), [whole[pk] for pk in pks if pk in whole])


def count_handled_today(user: User) -> int:
    """Count the reactions that this author answered or marked as read since midnight."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    answers = Comment.objects.answers_of_authors(user).filter(
        user=user, created_at__gte=midnight, parent__isnull=False
    )
    marks = ReadMark.objects.filter(user=user, marked_at__gte=midnight)
    # A union: a reaction that was both marked and answered counts once.
    done = answers.order_by().values_list("parent").union(marks.order_by().values_list("comment"))
    return done.count()


def _load_comments(pks: Iterable[int]) -> dict[int, Comment]:
    """Load these public reactions with all that the desk shows of them, in one query."""
    shown = Comment.objects.published().select_related("article", "parent").with_discussion()
    found = shown.filter(pk__in=list(pks)).defer("article__body")
    for comment in found:
        if comment.parent:
            comment.parent.article = comment.article
    return {comment.pk: comment for comment in found}
