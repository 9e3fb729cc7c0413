"""What a moderator looks at: one list, several views of it, and filters over each."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, CommentQuerySet, Revision
from common.domains import normal

Status = Comment.Status

VIEWS = {
    "wacht": _("Waiting"),
    "nieuw": _("Published"),
    "afgewezen": _("Refused"),
    "alles": _("All"),
}
HELD = "wacht"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Selection:
    """A view with its filters, as the address of the page says them."""

    view: str = HELD
    article: str = ""  # a slug
    rule: str = ""
    words: str = ""
    link: str = ""  # a domain that is linked to
    writer: str = ""  # the key of any of the writer's reactions

    @classmethod
    def read(cls, query: QueryDict) -> "Selection":
        view = query.get("lijst", HELD)
        return cls(
            view=view if view in VIEWS else HELD,
            article=_plain(query.get("artikel", "")),
            rule=_plain(query.get("regel", "")),
            words=_plain(query.get("zoek", "")),
            link=normal(query.get("koppeling", "")) or "",
            writer=str(number) if (number := _number(query.get("schrijver", ""))) else "",
        )

    def query(self, **changes: str) -> str:
        """The address of this selection, or of one that differs in `changes`."""
        names = {"view": "lijst", "article": "artikel", "rule": "regel", "words": "zoek"}
        names |= {"link": "koppeling", "writer": "schrijver"}
        values = {name: changes.get(field, getattr(self, field)) for field, name in names.items()}
        values["na"] = changes.get("after", "")
        if values["lijst"] == HELD:
            values["lijst"] = ""
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def is_filtered(self) -> bool:
        return bool(self.article or self.rule or self.words or self.link or self.writer)

    def comments(self) -> CommentQuerySet:
        """The selected reactions: what waits with the longest waiting first, else newest first."""
        comments = _of_view(self.view)
        if self.article:
            comments = comments.filter(article__slug=self.article)
        if self.rule:
            comments = comments.filter(held_rule=self.rule)
        if self.writer:
            one = Comment.objects.filter(pk=self.writer).first()
            comments = comments.by_writer_of(one) if one else comments.none()
        if self.link:
            comments = comments.linking_to(self.link)
        for word in self.words.split():
            texts = Revision.objects.filter(comment=OuterRef("pk"), text__icontains=word)
            comments = comments.filter(Q(name__icontains=word) | Exists(texts))
        return comments

    def cursor(self, comment: Comment) -> str:
        """The place of a reaction in this selection, which holds when it has left it since."""
        if self.view != HELD:
            return str(comment.pk)
        return f"{(comment.held_at - EPOCH) // timedelta(microseconds=1)}-{comment.pk}"

    def after(self, cursor: str) -> CommentQuerySet:
        """What follows this place in the selection; all of it when there is no such place."""
        comments = self.comments()
        first, _dash, second = cursor.partition("-")
        if self.view != HELD:
            return comments.filter(pk__lt=pk) if (pk := _number(cursor)) else comments
        if (micros := _number(first)) and (pk := _number(second)):
            return comments.after(EPOCH + timedelta(microseconds=micros), pk)
        return comments


def _of_view(view: str) -> CommentQuerySet:
    comments = Comment.objects.exclude(status=Status.UNCONFIRMED)
    match view:
        case "nieuw":
            return comments.filter(status=Status.PUBLISHED).order_by("-pk")
        case "afgewezen":
            return comments.filter(status__in=(Status.REJECTED, Status.REMOVED)).order_by("-pk")
        case "alles":
            return comments.order_by("-pk")
    return Comment.objects.queue()


def _plain(text: str) -> str:
    # No database takes a NUL, and nothing that is looked for is longer.
    return text.replace("\0", "")[:200].strip()


def _number(text: str) -> int | None:
    """A number that keys and moments can be, or None."""
    return int(text) if text.isdecimal() and len(text) <= 16 else None
