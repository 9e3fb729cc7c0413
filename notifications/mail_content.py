"""The content of mails: written at the moment of sending, from the notices that apply then."""

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
from common.html.plain_text import html_excerpt
from notifications import tokens
from notifications.kinds import NoticeKind
from notifications.models import Issue, Mail, Notice

MAX_QUOTE_LENGTH = 300  # characters of a comment
MAX_ITEMS = 20  # notices in one mail; it gives the number of the others


class ComposedMail(NamedTuple):
    letter: email.MailContent
    headers: dict[str, str]


class MailLine(NamedTuple):
    """One notice in a mail, with the link to its subject."""

    lead: str
    quote: str
    link: str


class MailSection(NamedTuple):
    """The notices about one article in a mail."""

    title: str
    link: str
    lines: list[MailLine]


def compose_notice_mail(mail: Mail) -> ComposedMail | None:
    """Write a mail, or return None if no notice in it still applies."""
    if mail.issue_id or mail.mailing_id:
        return _compose_list_mail(mail)
    told = mail.notices.current().to_show().order_by("pk")
    # Skip what was read on the site; open questions are mailed whether read or not.
    notices = list(told if mail.kind == NoticeKind.WAITING else told.unread())
    if not notices:
        return None
    with translation.override(mail.subscriber.mail_language):
        headers = mail_headers(mail, [article.pk for article in _articles_of_notices(notices)])
        context = {
            "name": mail.subscriber.user.name if mail.subscriber.user else "",
            **_desk_context(mail.kind),
            **_notices_context(mail, notices),
            **mail_footer(mail),
        }
        letter = email.render_mail_content("notices", context, mail.subscriber.mail_language)
    return ComposedMail(letter, headers)


def _compose_list_mail(mail: Mail) -> ComposedMail | None:
    tongue = mail.subscriber.mail_language
    with translation.override(tongue):
        if mail.issue_id:
            name, key = Issue.MAILING, mail.issue_id
        else:
            name, key = mail.mailing.name, mail.mailing.key
        letter = hooks.mailings[name](key, tongue, mail_footer(mail))
        return ComposedMail(letter, mail_headers(mail)) if letter else None


def mail_headers(mail: Mail, articles: Iterable[int] = ()) -> dict[str, str]:
    """Return the headers for identification, threading and unsubscribing."""
    host = email.site_hostname()
    heads = {
        "Message-ID": f"<{mail.key}@{host}>",
        "List-Id": f"<{mail.kind}.{host}>",
        "List-Unsubscribe": f"<{unsubscribe_link(mail)}>",
        # Allows a mail program to unsubscribe without a page (RFC 8058).
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    if threads := [f"<article-{pk}@{host}>" for pk in articles]:
        heads["References"] = " ".join(threads[:MAX_ITEMS])
        heads["In-Reply-To"] = threads[0]
    return heads


def unsubscribe_link(mail: Mail) -> str:
    return email.absolute_url(reverse("unsubscribe", args=[tokens.make_unsubscribe_token(mail)]))


def mail_footer(mail: Mail) -> dict:
    """Return the context of the footer: the reason for this mail, and the unsubscribe link."""
    return {
        "why": NoticeKind(mail.kind).label,
        "unsubscribe": unsubscribe_link(mail),
        "preferences": _optional_link("preferences"),
    }


def _optional_link(name: str) -> str:
    """Return the link to a page of another app, or "" if there is none."""
    try:
        return email.absolute_url(reverse(name))
    except NoReverseMatch:
        return ""


def _articles_of_notices(notices: list[Notice]) -> list[Article]:
    """Return the articles of these notices, each once, in the order of the notices."""
    articles = (_article_of_notice(notice) for notice in notices)
    return list({article.pk: article for article in articles if article}.values())


def _article_of_notice(notice: Notice) -> Article | None:
    return notice.comment.article if notice.comment else notice.article


def _sections(told: Iterable[tuple[Article | None, MailLine | None]]) -> list[MailSection]:
    by_article = defaultdict(list)
    for article, line in told:
        if article:
            by_article[article].append(line)
    return [
        MailSection(article.title, email.absolute_url(article.get_absolute_url()), lines)
        for article, lines in by_article.items()
    ]


def _notices_context(mail: Mail, notices: list[Notice]) -> dict:
    if mail.kind == NoticeKind.WAITING:
        return _waiting_context(mail.subscriber.user)
    return {
        "subject": _subject(mail.kind, notices),
        "sections": _sections(_article_and_line(notice) for notice in notices[:MAX_ITEMS]),
        "more": max(len(notices) - MAX_ITEMS, 0),
    }


def _waiting_context(user: User) -> dict:
    """Return the number of an author's open questions, and the newest of them."""
    count, newest = author_desk.open_questions_summary(user)
    lines = (
        (
            c.article,
            MailLine(f"{c.name}:", html_excerpt(c.html, MAX_QUOTE_LENGTH), _absolute_link(c)),
        )
        for c in newest
    )
    return {
        "subject": _("Waiting for your reply: %(count)s") % {"count": count},
        "intro": _("These are the latest reactions to you. Questions come first."),
        "sections": _sections(lines),
    }


def _article_and_line(notice: Notice) -> tuple[Article | None, MailLine | None]:
    """Return the article and the line of one notice."""
    article = _article_of_notice(notice)
    return (article, _mail_line(article, notice)) if article else (None, None)


def _mail_line(article: Article, notice: Notice) -> MailLine:
    comment = notice.comment
    if comment is None:
        return MailLine(
            _article_lead(notice.kind, article),
            _article_quote(notice.kind, article),
            _absolute_link(article),
        )
    # Do not quote a comment to its own writer.
    quote = (
        "" if notice.kind == NoticeKind.DECIDED else html_excerpt(comment.html, MAX_QUOTE_LENGTH)
    )
    place = comment if comment.is_published else article
    return MailLine(_comment_lead(notice.kind, comment), quote, _absolute_link(place))


def _article_quote(kind: str, article: Article) -> str:
    if kind in (NoticeKind.CLOSED, NoticeKind.CONCLUDED) and article.conclusions:
        return html_excerpt(article.conclusions, MAX_QUOTE_LENGTH)
    return article.lead


def _absolute_link(it: Article | Comment) -> str:
    return email.absolute_url(it.get_absolute_url())


def _article_lead(kind: str, article: Article) -> str:
    if kind == NoticeKind.CONCLUDED:
        return _("The outcome of this debate:")
    if kind == NoticeKind.CLOSED and article.conclusions:
        return _("This debate is closed, with conclusions:")
    if kind == NoticeKind.CLOSED:
        return _("This debate is closed. Everything can still be read.")
    return _("By %(names)s") % {"names": article.byline_text}


def _comment_lead(kind: str, comment: Comment) -> str:
    match kind:
        case NoticeKind.DECIDED if comment.is_published:
            return _("Your reaction is published.")
        case NoticeKind.DECIDED:
            return _("Your reaction is not published or no longer published.")
        case NoticeKind.ANSWER:
            return _("%(name)s, author of this article:") % {"name": comment.name}
        case _:
            return f"{comment.name}:"


def _subject(kind: str, notices: list[Notice]) -> str:
    """Return the subject line: one notice by name, or several by number."""
    if kind == NoticeKind.HELD:
        count = Comment.objects.queue().how_many()
        return _("Reactions waiting for a moderator: %(count)s") % {"count": count}
    articles = _articles_of_notices(notices)
    said = {"n": len(notices), "title": articles[0].title}
    if len(notices) == 1 and (comment := notices[0].comment):
        said["name"] = comment.name
    elif len(notices) == 1:
        said["name"] = articles[0].byline_text
    if len(articles) > 1:
        return _subject_of_many(kind, len(notices)) % said
    return _subject_of_one(kind, len(notices), articles[0]) % said


def _subject_of_many(kind: str, n: int) -> str:
    match kind:
        case NoticeKind.DECIDED:
            return _("%(n)s decisions on your reactions")
        case NoticeKind.FOLLOWED:
            return _("%(n)s new reactions in debates you follow")
        case NoticeKind.CLOSED:
            return _("%(n)s debates you follow are closed")
        case NoticeKind.CONCLUDED:
            return _("Conclusions of %(n)s debates you follow")
        case NoticeKind.ARTICLE:
            return _("%(n)s new articles in dossiers or by authors you follow")
        case NoticeKind.ANSWER:
            return _("%(n)s replies by authors to your reactions")
        case _:
            return _("%(n)s replies to your reactions")


def _subject_of_one(kind: str, n: int, article: Article) -> str:
    match kind:
        case NoticeKind.DECIDED:
            return _("Decision on your reaction to “%(title)s”")
        case NoticeKind.FOLLOWED:
            return ngettext(
                "%(name)s reacted to “%(title)s”", "%(n)s new reactions to “%(title)s”", n
            )
        case NoticeKind.CLOSED if article.conclusions:
            return _("Closed with conclusions: “%(title)s”")
        case NoticeKind.CLOSED:
            return _("The debate about “%(title)s” is closed")
        case NoticeKind.CONCLUDED:
            return _("Conclusions about “%(title)s”")
        case NoticeKind.ARTICLE:
            return _("New by %(name)s: “%(title)s”")
        case NoticeKind.ANSWER:
            return ngettext(
                "%(name)s, the author, replied to you: “%(title)s”",
                "%(n)s replies by the author: “%(title)s”",
                n,
            )
        case _:
            return ngettext(
                "%(name)s replied to you: “%(title)s”",
                "%(n)s replies to your reactions: “%(title)s”",
                n,
            )


def _desk_context(kind: str) -> dict:
    """Return the introduction and the link to the desk, for kinds about waiting work."""
    match kind:
        case NoticeKind.HELD:
            return {
                "intro": _(
                    "Reactions are waiting for a moderator. This email does not quote them."
                ),
                "desk": _optional_link("queue"),
                "desk_name": _("Go to the queue"),
            }
        case NoticeKind.WAITING:
            return {
                "desk": _optional_link("author_desk"),
                "desk_name": _("Go to your desk"),
            }
    return {}
