"""The selection at the desk: one list, several views of it, and filters over each."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
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
from common.paging import EPOCH, MICROSECOND
from desk import search

Status = Comment.Status
# Weights are kept with four decimals.
WEIGHT_STEPS = 10_000


class QueueView(NamedTuple):
    """A list of the desk: which reactions, in which order, and the moment that says how old."""

    label: Promise
    only: Callable[[CommentQuerySet], CommentQuerySet]
    order: tuple[str, str]
    since: str

    def comments(self) -> CommentQuerySet:
        return self.only(Comment.objects.all()).order_by(*self.order)

    def cursor(self, comment: Comment) -> str:
        """The place of a reaction in the order, in whole numbers."""
        value = getattr(comment, _field(self.order[0]))
        if isinstance(value, datetime):
            return f"{(value - EPOCH) // MICROSECOND}-{comment.pk}"
        return f"{round(value * WEIGHT_STEPS)}-{comment.pk}"

    def after(self, comments: CommentQuerySet, number: int, pk: int) -> CommentQuerySet:
        """Return the rows after this place in the order."""
        by, way, pk_way = (
            _field(self.order[0]),
            _direction(self.order[0]),
            _direction(self.order[1]),
        )
        is_weight = by == "report_weight"
        value = number / WEIGHT_STEPS if is_weight else EPOCH + number * MICROSECOND
        further = Q(**{f"{by}__{way}": value})
        beside = Q(**{by: value, f"pk__{pk_way}": pk})
        # Said twice: the plain bound is what lets SQLite begin there in the index.
        return comments.filter(**{f"{by}__{way}e": value}).filter(further | beside)


def _field(sorting: str) -> str:
    return sorting.removeprefix("-")


def _direction(sorting: str) -> str:
    return "lt" if sorting.startswith("-") else "gt"


def _published(comments: CommentQuerySet) -> CommentQuerySet:
    # What follows from the first is said too: it is what the index holds.
    return comments.published().filter(published_at__isnull=False)


WAITING_VIEW = "wacht"
VIEWS = {
    WAITING_VIEW: QueueView(_("Waiting"), CommentQuerySet.queue, ("held_at", "pk"), "held_at"),
    "gemeld": QueueView(
        _("Reported"), CommentQuerySet.reported, ("-report_weight", "pk"), "reported_at"
    ),
    "nieuw": QueueView(_("Published"), _published, ("-published_at", "-pk"), "published_at"),
    "afgewezen": QueueView(
        _("Refused"), CommentQuerySet.refused, ("-created_at", "-pk"), "created_at"
    ),
    "alles": QueueView(_("All"), CommentQuerySet.sent, ("-created_at", "-pk"), "created_at"),
}

DAY = timedelta(days=1)
# How old: older than so long, or else (the last) younger.
AGES = {
    "dag": (_("older than a day"), DAY),
    "drie": (_("older than three days"), 3 * DAY),
    "week": (_("older than a week"), 7 * DAY),
    "vandaag": (_("of the last 24 hours"), -DAY),
}
LANGUAGES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Selection:
    """A view with its filters, as the address of the page says them."""

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
        if not _number(said["writer"]):
            said["writer"] = ""
        said["link"] = normalize_domain(said["link"]) or ""
        return cls(**said)

    def query(self, **changes: str) -> str:
        """The address of this selection, or of one that differs in `changes`."""
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
        """The selected reactions: the longest waiting or weightiest first, else the newest."""
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
        """Since it waits, or else by the moment that its view goes by."""
        since, (_label, age) = VIEWS[self.view].since, AGES[self.age]
        return Q(**{f"{since}__{'gte' if age < timedelta() else 'lt'}": timezone.now() - abs(age)})

    def cursor(self, comment: Comment) -> str:
        """The place of a reaction in this selection, which holds when it has left it since."""
        return VIEWS[self.view].cursor(comment)

    def follows(self, comment: Comment) -> int | None:
        """The key of what comes after a reaction that is, or was until now, in this selection."""
        if getattr(comment, _field(VIEWS[self.view].order[0])) is None:
            return None
        return self.after(self.cursor(comment)).values_list("pk", flat=True).first()

    def after(self, cursor: str) -> CommentQuerySet:
        """Return the rows after this place in the selection; all of it when there is no such
        place."""
        first, _dash, second = cursor.partition("-")
        if (number := _number(first)) and (pk := _number(second)):
            return VIEWS[self.view].after(self.comments(), number, pk)
        return self.comments()


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
    """Count each view, as people want to read it, in one query that counts to a bound."""
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
    # Nothing that is looked for is longer. A NUL stays hidden in an address within a form.
    return text.replace("\0", "")[:200].strip()


def _number(text: str) -> int | None:
    """A number that keys and moments can be, or None."""
    return int(text) if text.isdecimal() and len(text) <= 16 else None
