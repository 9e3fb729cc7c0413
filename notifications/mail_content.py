"""What a mail says: written at the moment of sending, of what may be told then."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from articles.models import Article
from comments import author_desk
from comments.models import Comment
from common import email, hooks
from common.html import excerpt
from notifications import tokens
from notifications.kinds import Kind
from notifications.models import Issue, Mail, Notice

QUOTED = 300  # characters of a reaction; the rest is one click away
AT_MOST = 20  # things in one mail, after which it says how many more there are


class Draft(NamedTuple):
    letter: email.Letter
    headers: dict[str, str]


class Line(NamedTuple):
    """One thing that is told, with the way to its place."""

    lead: str
    quote: str
    link: str


class Section(NamedTuple):
    """All that is told of one article."""

    title: str
    link: str
    lines: list[Line]


def write(mail: Mail) -> Draft | None:
    """Write a mail, or nothing when there is nothing left to tell."""
    if mail.issue_id or mail.mailing_id:
        return _to_the_list(mail)
    told = mail.notices.standing().to_show().order_by("pk")
    # What was read on the site by now is known; what waits at a desk waits whether read or not.
    notices = list(told if mail.kind == Kind.WAITING else told.unread())
    if not notices:
        return None
    with translation.override(mail.subscriber.tongue):
        headers = heads(mail, [article.pk for article in _articles(notices)])
        context = {
            "name": mail.subscriber.user.name if mail.subscriber.user else "",
            **_desk(mail.kind),
            **_told(mail, notices),
            **footing(mail),
        }
        letter = email.compose("notices", context, mail.subscriber.tongue)
    return Draft(letter, headers)


def _to_the_list(mail: Mail) -> Draft | None:
    tongue = mail.subscriber.tongue
    with translation.override(tongue):
        if mail.issue_id:
            name, key = Issue.MAILING, mail.issue_id
        else:
            name, key = mail.mailing.name, mail.mailing.key
        letter = hooks.mailings[name](key, tongue, footing(mail))
        return Draft(letter, heads(mail)) if letter else None


def heads(mail: Mail, articles: Iterable[int] = ()) -> dict[str, str]:
    """The headers by which mail programs know what this is, join it to its thread, and stop it."""
    host = email.host()
    heads = {
        "Message-ID": f"<{mail.key}@{host}>",
        "List-Id": f"<{mail.kind}.{host}>",
        "List-Unsubscribe": f"<{unsubscribe_link(mail)}>",
        # With this a program may do it by itself, without a page (RFC 8058).
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    if threads := [f"<article-{pk}@{host}>" for pk in articles]:
        heads["References"] = " ".join(threads[:AT_MOST])
        heads["In-Reply-To"] = threads[0]
    return heads


def unsubscribe_link(mail: Mail) -> str:
    return email.absolute(reverse("unsubscribe", args=[tokens.unsubscribe(mail)]))


def footing(mail: Mail) -> dict:
    """Why this mail came, and how to have no more of its kind."""
    return {
        "why": Kind(mail.kind).label,
        "unsubscribe": unsubscribe_link(mail),
        "preferences": _link("preferences"),
    }


def _link(name: str) -> str:
    """A page of another part of the site, where there is one."""
    try:
        return email.absolute(reverse(name))
    except NoReverseMatch:
        return ""


def _articles(notices: list[Notice]) -> list[Article]:
    """What it is about, each once, in the order of the notices."""
    articles = (_article(notice) for notice in notices)
    return list({article.pk: article for article in articles if article}.values())


def _article(notice: Notice) -> Article | None:
    return notice.comment.article if notice.comment else notice.article


def _sections(told: Iterable[tuple[Article | None, Line | None]]) -> list[Section]:
    by_article = defaultdict(list)
    for article, line in told:
        if article:
            by_article[article].append(line)
    return [
        Section(article.title, email.absolute(article.get_absolute_url()), lines)
        for article, lines in by_article.items()
    ]


def _told(mail: Mail, notices: list[Notice]) -> dict:
    if mail.kind == Kind.WAITING:
        return _questions(mail.subscriber.user)
    return {
        "subject": _subject(mail.kind, notices),
        "sections": _sections(_line(notice) for notice in notices[:AT_MOST]),
        "more": max(len(notices) - AT_MOST, 0),
    }


def _questions(user: User) -> dict:
    """What waits for an author: how many, and the newest of them."""
    count, newest = author_desk.waiting(user)
    lines = ((c.article, Line(f"{c.name}:", excerpt(c.html, QUOTED), _place(c))) for c in newest)
    return {
        "subject": _("Waiting for you at your desk: %(count)s") % {"count": count},
        "intro": _("This is what readers last wrote to you; what asks something stands first."),
        "sections": _sections(lines),
    }


def _line(notice: Notice) -> tuple[Article | None, Line | None]:
    """What one notice tells, and of which article."""
    article = _article(notice)
    return (article, _line_under(article, notice)) if article else (None, None)


def _line_under(article: Article, notice: Notice) -> Line:
    comment = notice.comment
    if comment is None:
        return Line(
            _of_article(notice.kind, article), _said_of(notice.kind, article), _place(article)
        )
    # Of one's own reaction only what became of it: its words its writer knows.
    quote = "" if notice.kind == Kind.DECIDED else excerpt(comment.html, QUOTED)
    place = comment if comment.is_published else article
    return Line(_of_comment(notice.kind, comment), quote, _place(place))


def _said_of(kind: str, article: Article) -> str:
    if kind in (Kind.CLOSED, Kind.CONCLUDED) and article.conclusions:
        return excerpt(article.conclusions, QUOTED)
    return article.lead


def _place(it: Article | Comment) -> str:
    return email.absolute(it.get_absolute_url())


def _of_article(kind: str, article: Article) -> str:
    if kind == Kind.CONCLUDED:
        return _("What this debate came to:")
    if kind == Kind.CLOSED and article.conclusions:
        return _("This debate is closed, with conclusions:")
    if kind == Kind.CLOSED:
        return _("This debate is closed. Everything can still be read.")
    return _("By %(names)s") % {"names": article.byline_text}


def _of_comment(kind: str, comment: Comment) -> str:
    match kind:
        case Kind.DECIDED if comment.is_published:
            return _("Your reaction is published.")
        case Kind.DECIDED:
            return _("Your reaction is not published, or not any more.")
        case Kind.ANSWER:
            return _("%(name)s, author of this article:") % {"name": comment.name}
        case _:
            return f"{comment.name}:"


def _subject(kind: str, notices: list[Notice]) -> str:
    """What it is about: of one thing by its name, of more their number."""
    if kind == Kind.HELD:
        count = Comment.objects.queue().how_many()
        return _("Reactions that wait for a moderator: %(count)s") % {"count": count}
    articles = _articles(notices)
    said = {"n": len(notices), "title": articles[0].title}
    if len(notices) == 1 and (comment := notices[0].comment):
        said["name"] = comment.name
    elif len(notices) == 1:
        said["name"] = articles[0].byline_text
    if len(articles) > 1:
        return _of_many(kind, len(notices)) % said
    return _of_one_article(kind, len(notices), articles[0]) % said


def _of_many(kind: str, n: int) -> str:
    match kind:
        case Kind.DECIDED:
            return _("%(n)s decisions on your reactions")
        case Kind.FOLLOWED:
            return _("%(n)s new reactions in debates that you follow")
        case Kind.CLOSED:
            return _("%(n)s debates that you follow are closed")
        case Kind.CONCLUDED:
            return _("Conclusions of %(n)s debates that you follow")
        case Kind.ARTICLE:
            return _("%(n)s new articles in dossiers or by authors that you follow")
        case Kind.ANSWER:
            return _("%(n)s answers by authors to your reactions")
        case _:
            return _("%(n)s answers to your reactions")


def _of_one_article(kind: str, n: int, article: Article) -> str:
    match kind:
        case Kind.DECIDED:
            return _("Decided on your reaction to “%(title)s”")
        case Kind.FOLLOWED:
            return ngettext(
                "%(name)s reacted to “%(title)s”", "%(n)s new reactions to “%(title)s”", n
            )
        case Kind.CLOSED if article.conclusions:
            return _("Closed with conclusions: “%(title)s”")
        case Kind.CLOSED:
            return _("The debate about “%(title)s” is closed")
        case Kind.CONCLUDED:
            return _("The conclusions about “%(title)s”")
        case Kind.ARTICLE:
            return _("New by %(name)s: “%(title)s”")
        case Kind.ANSWER:
            return ngettext(
                "%(name)s, the author, answered you: “%(title)s”",
                "%(n)s answers by the author: “%(title)s”",
                n,
            )
        case _:
            return ngettext(
                "%(name)s answered you: “%(title)s”",
                "%(n)s answers to your reactions: “%(title)s”",
                n,
            )


def _desk(kind: str) -> dict:
    """For what stands as it stands: where the work is."""
    match kind:
        case Kind.HELD:
            return {
                "intro": _("Reactions wait at the desk. This mail quotes nothing of them."),
                "desk": _link("queue"),
                "desk_name": _("To the queue"),
            }
        case Kind.WAITING:
            return {
                "desk": _link("author_desk"),
                "desk_name": _("To your desk"),
            }
    return {}
