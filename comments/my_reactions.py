"""The page of a writer's own reactions, by keyset and in a constant number of queries."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments import visitor
from comments.models import Comment, CommentQuerySet, Decision
from comments.models.states import Status
from common.html.plain_text import html_to_text
from common.paging import parse_cursor, row_cursor, rows_after, take_page
from common.text import shorten_text

PAGE_SIZE = 20
ORDER = ("-created_at", "-pk")
LONG_TEXT, EXCERPT_LENGTH = 600, 250  # characters: longer texts are collapsed to an excerpt
MOST_NEW = 3  # answers that are listed with one reaction; the rest are counted

FILTERS: dict[str, tuple[str | Promise, Q]] = {
    "": (_("All"), Q()),
    "wacht": (
        _("Waiting"),
        Q(status__in=(Status.UNCONFIRMED, Status.PENDING)) | Q(held_at__isnull=False),
    ),
    "gepubliceerd": (_("Published"), Q(status=Status.PUBLISHED)),
    "geweigerd": (_("Rejected"), Q(status__in=(Status.REJECTED, Status.REMOVED))),
    "ingetrokken": (_("Withdrawn"), Q(status=Status.WITHDRAWN)),
}
NEW_ANSWERS = "nieuw"


@dataclass
class OwnCommentsOverview:
    """A page of a writer's own reactions."""

    chosen: str
    filters: list[tuple[str, str, int]]  # name, title and number of reactions
    new: int  # answers since the last visit
    reactions: list[Comment] = field(default_factory=list)
    more: str = ""  # the cursor of the next page
    begins_later: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(count for _name, _title, count in self.filters)


def own_comments_overview(request: HttpRequest, since: datetime | None) -> OwnCommentsOverview:
    """Return the page that this visitor asks for; `since` is their last visit, if any."""
    theirs = visitor.own_comments(request)
    answers = Comment.objects.answers_to(theirs).exclude(pk__in=theirs.values("pk"))
    new = answers.filter(published_at__gt=since) if since else answers
    chosen = request.GET.get("toon", "")
    if chosen not in FILTERS and chosen != NEW_ANSWERS:
        chosen = ""
    counts = theirs.order_by().aggregate(
        **{name or "all": Count("pk", filter=what) for name, (_title, what) in FILTERS.items()}
    )
    found = OwnCommentsOverview(
        chosen=chosen,
        filters=[(name, title, counts[name or "all"]) for name, (title, _w) in FILTERS.items()],
        new=new.count(),
    )
    if chosen == NEW_ANSWERS:
        theirs = theirs.filter(Exists(new.filter(parent=OuterRef("pk"))))
    else:
        theirs = theirs.filter(FILTERS[chosen][1])
    after = request.GET.get("na", "")
    rows = rows_after(theirs.select_related("article", "parent"), ORDER, after)[: PAGE_SIZE + 1]
    found.reactions, last = take_page(visitor.describe_own_comments(request, rows), PAGE_SIZE)
    found.more = row_cursor(last, ORDER) if last else ""
    found.begins_later = len(parse_cursor(after)) == len(ORDER)
    _add_answers(found.reactions, answers, new)
    for reaction in found.reactions:
        reaction.excerpt = comment_excerpt(reaction) if len(reaction.text) > LONG_TEXT else ""
        reaction.is_news = any(_is_news(decision, since) for decision in reaction.decisions.all())
    return found


def comment_excerpt(comment: Comment) -> str:
    """Return the beginning of a reaction, as plain text."""
    return shorten_text(html_to_text(comment.html), EXCERPT_LENGTH)


def _add_answers(reactions: list[Comment], answers: CommentQuerySet, new: CommentQuerySet) -> None:
    """Set the number of answers, the number of new ones, and the latest new ones on each."""
    pks = [reaction.pk for reaction in reactions]
    counted = _counts(answers, pks)
    fresh = _counts(new, pks)
    named: dict[int, list[Comment]] = {}
    latest = new.filter(parent__in=pks).order_by("-published_at", "-pk")
    for answer in latest.only("name", "number", "parent_id", "role")[: PAGE_SIZE * MOST_NEW]:
        named.setdefault(answer.parent_id, []).append(answer)
    for reaction in reactions:
        reaction.answer_count = counted.get(reaction.pk, 0)
        reaction.new_count = fresh.get(reaction.pk, 0)
        reaction.new_answers = named.get(reaction.pk, [])[:MOST_NEW]


def _counts(answers: CommentQuerySet, pks: list[int]) -> dict[int, int]:
    rows = answers.filter(parent__in=pks).order_by().values_list("parent")
    return dict(rows.annotate(Count("pk")))


def _is_news(decision: Decision, since: datetime | None) -> bool:
    """Return True if a person decided this since; a rule's decision was shown at sending."""
    return not decision.rule and (since is None or decision.created_at > since)
