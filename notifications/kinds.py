"""The kinds of notices, and how soon each is mailed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    REPLY = "reply", _("a reply to your reaction")
    ANSWER = "answer", _("a reply by the article's author")
    DECIDED = "decided", _("a decision on your reaction")
    FOLLOWED = "followed", _("new reactions under an article you follow")
    CLOSED = "closed", _("the end of a debate you follow")
    CONCLUDED = "concluded", _("the conclusions of a debate you follow, if they are added later")
    ARTICLE = "article", _("a new article in a dossier or by an author you follow")
    INVITED = "invited", _("an invitation from the editors to turn your reaction into an article")
    WAITING = "waiting", _("questions under your articles that are waiting for your reply")
    HELD = "held", _("reactions waiting for a moderator")
    NEWSLETTER = "newsletter", _("the newsletter, with the best conversations of the week")


class Pace(models.TextChoices):
    AT_ONCE = "at_once", _("immediately")
    DAILY = "daily", _("daily")
    WEEKLY = "weekly", _("weekly")
    NEVER = "never", _("never")


# The frequencies of those who chose none.
DEFAULT_PACES = {
    NoticeKind.REPLY: Pace.AT_ONCE,
    NoticeKind.ANSWER: Pace.AT_ONCE,
    NoticeKind.DECIDED: Pace.AT_ONCE,
    NoticeKind.FOLLOWED: Pace.DAILY,
    NoticeKind.CLOSED: Pace.AT_ONCE,
    NoticeKind.CONCLUDED: Pace.AT_ONCE,
    NoticeKind.ARTICLE: Pace.AT_ONCE,
    NoticeKind.INVITED: Pace.NEVER,
    NoticeKind.WAITING: Pace.WEEKLY,
    NoticeKind.HELD: Pace.DAILY,
    NoticeKind.NEWSLETTER: Pace.NEVER,
}

# The newsletter is made once a week.
ONLY_WEEKLY = {NoticeKind.NEWSLETTER}

# The mail is a list of all that waits, so it is not sent for each question.
NEVER_AT_ONCE = {NoticeKind.WAITING}
# Not in the list of notices: the header already shows the author's count.
ONLY_BY_MAIL = {NoticeKind.WAITING}
# Always mailed, as a personal mail, so there is nothing to choose.
MAILED_ANYWAY = {NoticeKind.INVITED}


def available_paces(kind: str) -> list[Pace]:
    """Return the frequencies that can be chosen for a kind."""
    if kind in ONLY_WEEKLY:
        return [Pace.WEEKLY, Pace.NEVER]
    return [pace for pace in Pace if pace != Pace.AT_ONCE or kind not in NEVER_AT_ONCE]


# The kinds for visitors without an account, who get them by mail only.
GUEST_KINDS = {
    *(NoticeKind.REPLY, NoticeKind.ANSWER, NoticeKind.DECIDED),
    *(
        NoticeKind.FOLLOWED,
        NoticeKind.CLOSED,
        NoticeKind.CONCLUDED,
        NoticeKind.ARTICLE,
        NoticeKind.NEWSLETTER,
    ),
}
