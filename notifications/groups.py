"""Notices as people read them: four answers to one reaction are one line."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, Decision
from common import html
from notifications.kinds import Kind
from notifications.models import Notice

LONGEST_EXCERPT = 140
MOST_NAMES = 3


class Group(NamedTuple):
    """Notices of one kind about one thing, the newest first."""

    notices: list[Notice]

    @property
    def newest(self) -> Notice:
        return self.notices[0]

    @property
    def kind(self) -> str:
        return self.newest.kind

    @property
    def at(self) -> datetime:
        return self.newest.created_at

    @property
    def is_unread(self) -> bool:
        return any(notice.read_at is None for notice in self.notices)

    @property
    def title(self) -> str:
        """What happened, and where."""
        return TITLES[self.kind](self)

    @property
    def names(self) -> str:
        """Who it was by, for several: “Daan, Els and 3 others”."""
        if len(self.notices) < 2 or self.kind not in BY_PEOPLE:
            return ""
        names = list(dict.fromkeys(notice.comment.name for notice in self.notices))
        if (others := len(names) - MOST_NAMES) < 1:
            return ", ".join(names)
        shown = {"names": ", ".join(names[:MOST_NAMES]), "n": others}
        return ngettext("%(names)s and %(n)d other", "%(names)s and %(n)d others", others) % shown

    @property
    def excerpt(self) -> str:
        """The first words of what is public, when there is one."""
        if len(self.notices) > 1 or self.kind not in BY_PEOPLE:
            return ""
        return html.excerpt(self.newest.comment.html, LONGEST_EXCERPT)

    @property
    def first(self) -> Notice:
        """Where one goes on reading: of several the first that is new."""
        unread = [notice for notice in self.notices if notice.read_at is None]
        return (unread or self.notices)[-1]


BY_PEOPLE = (Kind.REPLY, Kind.ANSWER, Kind.FOLLOWED)


def place_of(notice: Notice) -> str:
    """The address at which someone sees what they were told of."""
    decision = notice.decision
    if notice.kind in STATES:
        return reverse(STATES[notice.kind])
    if notice.kind == Kind.INVITED and (asked := notice.comment.invitations.asked().first()):
        return reverse("invitation", args=[asked.pk])
    if decision and decision.verdict == Decision.Verdict.REJECT and hasattr(decision, "statement"):
        decision.comment, decision.statement.decision = notice.comment, decision
        return decision.statement.get_absolute_url()
    if notice.comment and notice.comment.is_published:
        notice.comment.article = notice.article
        return notice.comment.get_absolute_url()
    return notice.article.get_absolute_url()


# Where what waits is dealt with.
STATES = {Kind.HELD: "queue"}


def groups(notices: Iterable[Notice]) -> list[Group]:
    """Put together what is about one thing, in the order of the newest of each."""
    found: dict[tuple, Group] = {}
    for notice in notices:
        found.setdefault(_about(notice), Group([])).notices.append(notice)
    return list(found.values())


def _about(notice: Notice) -> tuple:
    match notice.kind:
        case Kind.REPLY | Kind.ANSWER:
            return (notice.kind, notice.comment.parent_id)
        case Kind.FOLLOWED:
            return (notice.kind, notice.article_id)
    return (notice.kind, notice.pk)


# --- Words ----------------------------------------------------------------------------------------


def _words(group: Group) -> dict:
    comment, article = group.newest.comment, group.newest.article
    return {
        "n": len(group.notices),
        "name": comment.name if comment else "",
        "title": article.title if article else "",
        "number": comment.parent.number if comment and comment.parent else "",
    }


def _reply(group: Group) -> str:
    return ngettext(
        "%(name)s answered your reaction under “%(title)s”",
        "%(n)d answers to your reaction under “%(title)s”",
        len(group.notices),
    ) % _words(group)


def _answer(group: Group) -> str:
    return ngettext(
        "The author, %(name)s, answered your reaction under “%(title)s”",
        "%(n)d answers by the author to your reaction under “%(title)s”",
        len(group.notices),
    ) % _words(group)


def _followed(group: Group) -> str:
    return ngettext(
        "%(name)s reacted under “%(title)s”, which you follow",
        "%(n)d new reactions under “%(title)s”, which you follow",
        len(group.notices),
    ) % _words(group)


def _decided(group: Group) -> str:
    decision = group.newest.decision
    was_public = decision.from_status == Comment.Status.PUBLISHED
    match decision.verdict, decision.to_status:
        case Decision.Verdict.APPROVE, _ if was_public:
            words = _("Your change of your reaction under “%(title)s” was placed")
        case Decision.Verdict.APPROVE, _:
            words = _("Your reaction under “%(title)s” was placed")
        case _, Comment.Status.REMOVED:
            words = _("Your reaction under “%(title)s” was removed; read why")
        case _, Comment.Status.PUBLISHED:
            words = _("Your change of your reaction under “%(title)s” was not placed; read why")
        case _:
            words = _("Your reaction under “%(title)s” was not placed; read why")
    return words % _words(group)


def _invited(group: Group) -> str:
    words = _("The editors ask whether your reaction under “%(title)s” may become a piece")
    return words % _words(group)


def _closed(group: Group) -> str:
    if group.newest.article.conclusions:
        words = _("The debate under “%(title)s”, which you follow, was closed with conclusions")
    else:
        words = _("The debate under “%(title)s”, which you follow, was closed")
    return words % _words(group)


def _concluded(group: Group) -> str:
    words = _("The conclusions of the debate under “%(title)s”, which you follow, are there")
    return words % _words(group)


def _article(group: Group) -> str:
    article = group.newest.article
    return _("New: “%(title)s”, by %(authors)s") % {
        "authors": article.byline_text,
        "title": article.title,
    }


def _held(group: Group) -> str:
    waiting = Comment.objects.queue().how_many()
    words = ngettext(
        "%(n)s reaction waits for a moderator",
        "%(n)s reactions wait for a moderator",
        1 if waiting == "1" else 2,
    )
    return words % {"n": waiting}


TITLES = {
    Kind.REPLY: _reply,
    Kind.ANSWER: _answer,
    Kind.FOLLOWED: _followed,
    Kind.DECIDED: _decided,
    Kind.CLOSED: _closed,
    Kind.CONCLUDED: _concluded,
    Kind.ARTICLE: _article,
    Kind.INVITED: _invited,
    Kind.HELD: _held,
}
