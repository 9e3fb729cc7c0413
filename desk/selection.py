"""The selection at the desk: a view of the list of reactions, and filters over it."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import DossierPiece
from comments.models import Comment, CommentQuerySet
from comments.models.queryset import MOST_COUNTED, format_capped_count
from common.domains import normalize_domain
from common.paging import row_cursor, rows_after
from common.params import parse_number
from desk import search

Status = Comment.Status


class QueueView(NamedTuple):
    """A list of the desk: its filter, its order, and the field that gives the age."""

    label: Promise
    only: Callable[[CommentQuerySet], CommentQuerySet]
    order: tuple[str, str]
    since: str

    def comments(self) -> CommentQuerySet:
        return self.only(Comment.objects.all()).order_by(*self.order)


def _published(comments: CommentQuerySet) -> CommentQuerySet:
    # Redundant, but it is the condition of the index.
    return comments.published().filter(published_at__isnull=False)


WAITING_VIEW = "wacht"
VIEWS = {
    WAITING_VIEW: QueueView(_("Waiting"), CommentQuerySet.queue, ("held_at", "pk"), "held_at"),
    "gemeld": QueueView(
        _("Reported"), CommentQuerySet.reported, ("-report_weight", "pk"), "reported_at"
    ),
    "nieuw": QueueView(_("Published"), _published, ("-published_at", "-pk"), "published_at"),
    "afgewezen": QueueView(
        _("Rejected"), CommentQuerySet.refused, ("-created_at", "-pk"), "created_at"
    ),
    "alles": QueueView(_("All"), CommentQuerySet.sent, ("-created_at", "-pk"), "created_at"),
}

DAY = timedelta(days=1)
# Older than this; if negative, younger.
AGES = {
    "dag": (_("older than a day"), DAY),
    "drie": (_("older than three days"), 3 * DAY),
    "week": (_("older than a week"), 7 * DAY),
    "vandaag": (_("of the last 24 hours"), -DAY),
}
LANGUAGES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Selection:
    """A view with its filters, as the query string of the page gives them."""

    view: str = WAITING_VIEW
    article: str = ""  # a slug
    dossier: str = ""  # a slug too
    rule: str = ""
    language: str = ""
    age: str = ""
    words: str = ""
    link: str = ""  # a domain that is linked to
    writer: str = ""  # the key of any of the writer's reactions

    @classmethod
    def read(cls, query: QueryDict) -> "Selection":
        said = {field: _plain(query.get(name, "")) for field, name in PARAMETER_NAMES.items()}
        for field, known in (("view", VIEWS), ("age", AGES), ("language", LANGUAGES)):
            if said[field] not in known:
                said[field] = WAITING_VIEW if field == "view" else ""
        if not parse_number(said["writer"]):
            said["writer"] = ""
        said["link"] = normalize_domain(said["link"]) or ""
        return cls(**said)

    def query(self, **changes: str) -> str:
        """Return the query string of this selection, or of one that differs in `changes`."""
        values = {
            name: changes.get(field, getattr(self, field))
            for field, name in PARAMETER_NAMES.items()
        }
        values["na"] = changes.get("after", "")
        if values["lijst"] == WAITING_VIEW:
            values["lijst"] = ""
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def is_filtered(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self) if field.name != "view")

    def comments(self) -> CommentQuerySet:
        """Return the selected reactions: the longest waiting, weightiest or newest first."""
        comments = VIEWS[self.view].comments()
        if self.article:
            comments = comments.filter(article__slug=self.article)
        if self.dossier:
            pieces = DossierPiece.objects.filter(dossier__slug=self.dossier)
            comments = comments.filter(article__in=pieces.values("article"))
        if self.rule:
            comments = comments.filter(held_rule=self.rule)
        if self.language:
            comments = comments.filter(language=self.language)
        if self.age:
            comments = comments.filter(self._of_age())
        if self.writer:
            one = Comment.objects.filter(pk=self.writer).first()
            comments = comments.by_writer_of(one) if one else comments.none()
        if self.link:
            comments = comments.linking_to(self.link)
        return search.search_comments(comments, self.words) if self.words else comments

    def _of_age(self) -> Q:
        """Return the filter on age, by the field that the view gives for it."""
        since, (_label, age) = VIEWS[self.view].since, AGES[self.age]
        return Q(**{f"{since}__{'gte' if age < timedelta() else 'lt'}": timezone.now() - abs(age)})

    def cursor(self, comment: Comment) -> str:
        """Return the place of a reaction in this selection; it stays valid after it has left."""
        return row_cursor(comment, VIEWS[self.view].order)

    def follows(self, comment: Comment) -> int | None:
        """Return the key after a reaction that is, or was until now, in this selection."""
        if getattr(comment, VIEWS[self.view].order[0].removeprefix("-")) is None:
            return None
        return self.after(self.cursor(comment)).values_list("pk", flat=True).first()

    def after(self, cursor: str) -> CommentQuerySet:
        """Return the rows after this place in the selection; all rows for an invalid place."""
        return rows_after(self.comments(), VIEWS[self.view].order, cursor)


PARAMETER_NAMES = {
    "view": "lijst",
    "article": "artikel",
    "dossier": "dossier",
    "rule": "regel",
    "language": "taal",
    "age": "leeftijd",
    "words": "zoek",
    "link": "koppeling",
    "writer": "schrijver",
}


def queue_view_counts() -> dict[str, str]:
    """Count the rows of each view, in one query that counts no further than `MOST_COUNTED`."""
    found = [_bounded_count(view) for view in VIEWS.values()]
    parts = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) AS counted)" for sql, _params in found)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {parts}", [one for _sql, params in found for one in params])
        row = cursor.fetchone()
    return dict(zip(VIEWS, map(format_capped_count, row), strict=True))


def _bounded_count(view: QueueView) -> tuple[str, tuple]:
    bounded = view.comments().order_by().values("pk")[: MOST_COUNTED + 1]
    return bounded.query.sql_with_params()


def _plain(text: str) -> str:
    # No search is longer. A NUL in a query string inside a form field is still encoded when the
    # middleware of debate/nul.py looks, so it is removed here.
    return text.replace("\0", "")[:200].strip()
