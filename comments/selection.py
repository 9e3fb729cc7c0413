"""What a moderator looks at: one list, several views of it, and filters over each."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, CommentQuerySet

Status = Comment.Status

VIEWS = {
    "wacht": _("Waiting"),
    "nieuw": _("Published"),
    "afgewezen": _("Refused"),
    "alles": _("All"),
}
HELD = "wacht"


@dataclass(frozen=True)
class Selection:
    """A view with its filters, as the address of the page says them."""

    view: str = HELD
    article: str = ""  # a slug
    rule: str = ""
    words: str = ""
    writer: str = ""  # the key of any of the writer's reactions

    @classmethod
    def read(cls, query: QueryDict) -> "Selection":
        view = query.get("lijst", HELD)
        return cls(
            view=view if view in VIEWS else HELD,
            article=query.get("artikel", "")[:200],
            rule=query.get("regel", "")[:30],
            words=query.get("zoek", "")[:200].replace("\0", "").strip(),
            writer=query.get("schrijver", "") if query.get("schrijver", "").isdecimal() else "",
        )

    def query(self, **changes: str) -> str:
        """The address of this selection, or of one that differs in `changes`."""
        names = {"view": "lijst", "article": "artikel", "rule": "regel", "words": "zoek"}
        names["writer"] = "schrijver"
        values = {name: changes.get(field, getattr(self, field)) for field, name in names.items()}
        values["na"] = changes.get("after", "")
        if values["lijst"] == HELD:
            values["lijst"] = ""
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def is_filtered(self) -> bool:
        return bool(self.article or self.rule or self.words or self.writer)

    def comments(self) -> CommentQuerySet:
        """The selected reactions: what waits with the longest waiting first, else newest first."""
        comments = _of_view(self.view)
        if self.article:
            comments = comments.filter(article__slug=self.article)
        if self.rule:
            comments = comments.filter(held_rule=self.rule)
        if self.writer:
            one = Comment.objects.filter(pk=int(self.writer[:18])).first()
            comments = comments.by_writer_of(one) if one else comments.none()
        for word in self.words.split():
            comments = comments.filter(Q(revisions__text__icontains=word) | Q(name__icontains=word))
        return comments.distinct() if self.words else comments

    def after(self, pk: str) -> CommentQuerySet:
        """What follows the reaction `pk` in this selection; all of it for none."""
        comments = self.comments()
        if not pk.isdecimal():
            return comments
        if self.view != HELD:
            return comments.filter(pk__lt=int(pk[:18]))
        last = Comment.objects.filter(pk=int(pk[:18]), held_at__isnull=False).first()
        return comments.after(last) if last else comments


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
