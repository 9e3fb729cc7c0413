"""Notices grouped for display: four answers to one comment are one line."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, Decision
from common.html.plain_text import html_excerpt
from notifications.kinds import NoticeKind
from notifications.models import Notice

MAX_EXCERPT_LENGTH = 140
MAX_NAMES = 3


class NoticeGroup(NamedTuple):
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
        """The event and the article or comment that it is about."""
        return TITLE_BUILDERS[self.kind](self)

    @property
    def names(self) -> str:
        """The names of the writers, if there are several notices: “Daan, Els and 3 others”."""
        if len(self.notices) < 2 or self.kind not in KINDS_WITH_WRITER:
            return ""
        names = list(dict.fromkeys(notice.comment.name for notice in self.notices))
        if (others := len(names) - MAX_NAMES) < 1:
            return ", ".join(names)
        shown = {"names": ", ".join(names[:MAX_NAMES]), "n": others}
        return ngettext("%(names)s and %(n)d other", "%(names)s and %(n)d others", others) % shown

    @property
    def excerpt(self) -> str:
        """The first words of the comment, if this is a single notice of a public comment."""
        if len(self.notices) > 1 or self.kind not in KINDS_WITH_WRITER:
            return ""
        return html_excerpt(self.newest.comment.html, MAX_EXCERPT_LENGTH)

    @property
    def first(self) -> Notice:
        """The oldest unread notice, or else the oldest: the place to continue reading."""
        unread = [notice for notice in self.notices if notice.read_at is None]
        return (unread or self.notices)[-1]


KINDS_WITH_WRITER = (NoticeKind.REPLY, NoticeKind.ANSWER, NoticeKind.FOLLOWED)


def notice_target_url(notice: Notice) -> str:
    """Return the URL of the notice's subject."""
    decision = notice.decision
    if notice.kind in STATE_URL_NAMES:
        return reverse(STATE_URL_NAMES[notice.kind])
    if notice.kind == NoticeKind.INVITED and (asked := notice.comment.invitations.asked().first()):
        return reverse("invitation", args=[asked.pk])
    if decision and decision.verdict == Decision.Verdict.REJECT and hasattr(decision, "statement"):
        decision.comment, decision.statement.decision = notice.comment, decision
        return decision.statement.get_absolute_url()
    if notice.comment and notice.comment.is_published:
        notice.comment.article = notice.article
        return notice.comment.get_absolute_url()
    return notice.article.get_absolute_url()


# The pages at which waiting work is done.
STATE_URL_NAMES = {NoticeKind.HELD: "queue"}


def group_notices(notices: Iterable[Notice]) -> list[NoticeGroup]:
    """Group notices about the same subject, in the order of the newest of each group."""
    found: dict[tuple, NoticeGroup] = {}
    for notice in notices:
        found.setdefault(_group_key(notice), NoticeGroup([])).notices.append(notice)
    return list(found.values())


def _group_key(notice: Notice) -> tuple:
    match notice.kind:
        case NoticeKind.REPLY | NoticeKind.ANSWER:
            return (notice.kind, notice.comment.parent_id)
        case NoticeKind.FOLLOWED:
            return (notice.kind, notice.article_id)
    return (notice.kind, notice.pk)


# --- Titles ---------------------------------------------------------------------------------------


def _title_params(group: NoticeGroup) -> dict:
    comment, article = group.newest.comment, group.newest.article
    return {
        "n": len(group.notices),
        "name": comment.name if comment else "",
        "title": article.title if article else "",
        "number": comment.parent.number if comment and comment.parent else "",
    }


def _reply_title(group: NoticeGroup) -> str:
    return ngettext(
        "%(name)s replied to your reaction under “%(title)s”",
        "%(n)d replies to your reaction under “%(title)s”",
        len(group.notices),
    ) % _title_params(group)


def _answer_title(group: NoticeGroup) -> str:
    return ngettext(
        "The author, %(name)s, replied to your reaction under “%(title)s”",
        "%(n)d replies by the author to your reaction under “%(title)s”",
        len(group.notices),
    ) % _title_params(group)


def _followed_title(group: NoticeGroup) -> str:
    return ngettext(
        "%(name)s reacted under “%(title)s”, which you follow",
        "%(n)d new reactions under “%(title)s”, which you follow",
        len(group.notices),
    ) % _title_params(group)


def _decided_title(group: NoticeGroup) -> str:
    decision = group.newest.decision
    was_public = decision.from_status == Comment.Status.PUBLISHED
    match decision.verdict, decision.to_status:
        case Decision.Verdict.APPROVE, _ if was_public:
            words = _("Your edit to your reaction under “%(title)s” was published")
        case Decision.Verdict.APPROVE, _:
            words = _("Your reaction under “%(title)s” was published")
        case _, Comment.Status.REMOVED:
            words = _("Your reaction under “%(title)s” was removed; see why")
        case _, Comment.Status.PUBLISHED:
            words = _("Your edit to your reaction under “%(title)s” was not published; see why")
        case _:
            words = _("Your reaction under “%(title)s” was not published; see why")
    return words % _title_params(group)


def _invited_title(group: NoticeGroup) -> str:
    words = _("The editors would like to turn your reaction under “%(title)s” into an article")
    return words % _title_params(group)


def _closed_title(group: NoticeGroup) -> str:
    if group.newest.article.conclusions:
        words = _("The debate under “%(title)s”, which you follow, was closed with conclusions")
    else:
        words = _("The debate under “%(title)s”, which you follow, was closed")
    return words % _title_params(group)


def _concluded_title(group: NoticeGroup) -> str:
    words = _("Conclusions of the debate under “%(title)s”, which you follow, are available")
    return words % _title_params(group)


def _article_title(group: NoticeGroup) -> str:
    article = group.newest.article
    return _("New: “%(title)s”, by %(authors)s") % {
        "authors": article.byline_text,
        "title": article.title,
    }


def _held_title(group: NoticeGroup) -> str:
    waiting = Comment.objects.queue().how_many()
    words = ngettext(
        "%(n)s reaction is waiting for a moderator",
        "%(n)s reactions are waiting for a moderator",
        1 if waiting == "1" else 2,
    )
    return words % {"n": waiting}


TITLE_BUILDERS = {
    NoticeKind.REPLY: _reply_title,
    NoticeKind.ANSWER: _answer_title,
    NoticeKind.FOLLOWED: _followed_title,
    NoticeKind.DECIDED: _decided_title,
    NoticeKind.CLOSED: _closed_title,
    NoticeKind.CONCLUDED: _concluded_title,
    NoticeKind.ARTICLE: _article_title,
    NoticeKind.INVITED: _invited_title,
    NoticeKind.HELD: _held_title,
}
