"""Permissions on reactions: one predicate per permission."""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from accounts.identity import Identity
from accounts.permissions import (
    has_team_badge,
    is_lookalike_name,
    may_moderate,
    may_set_rules,
    may_use_name,
)
from articles.models import Article, Byline, Invited
from articles.permissions import is_author, may_see_article
from comments.models import Batch, Comment, Objection, Statement

CHANGEABLE_STATUSES = (Comment.Status.UNCONFIRMED, Comment.Status.PENDING, Comment.Status.PUBLISHED)


class CommentBarrier(StrEnum):
    """The reason that someone cannot write under an article."""

    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    EARLY = "early"
    MEMBERS = "members"
    INVITED = "invited"


def comment_barrier(user, article: Article) -> CommentBarrier | None:
    """Return the reason that this person cannot write under an article, or None if they can.

    Its authors and the site's team need no invitation.
    """
    if not may_see_article(user, article):
        return CommentBarrier.WITHDRAWN
    if article.is_closed:
        return CommentBarrier.CLOSED
    if article.opens_later:
        return CommentBarrier.EARLY
    if article.reacting == Article.Reacting.INVITED:
        return None if _is_invited(user, article) else CommentBarrier.INVITED
    for_members = article.reacting == Article.Reacting.MEMBERS
    if (for_members or settings.COMMENTS_GUESTS == "members") and not user.is_authenticated:
        return CommentBarrier.MEMBERS
    return None


def _is_invited(user, article: Article) -> bool:
    if is_author(user, article) or has_team_badge(user):
        return True
    return user.is_authenticated and Invited.objects.filter(article=article, user=user).exists()


def may_react(user, article: Article) -> bool:
    """Return True if this person may write under an article."""
    return comment_barrier(user, article) is None


def may_reply(comment: Comment) -> bool:
    return comment.is_published


def may_sign_comment(name: str, user, article: Article) -> bool:
    """Return True if a reaction may bear this name, which is not that of an author or moderator."""
    if user.is_authenticated and is_author(user, article):
        return True
    # Only published articles, so as not to reveal the authors of unpublished ones.
    bylines = Byline.objects.filter(article__in=Article.objects.published())
    if user.is_authenticated:
        bylines = bylines.exclude(user=user)
    others = bylines.order_by().values_list("name", flat=True).distinct()
    return may_use_name(name, user) and not any(is_lookalike_name(name, other) for other in others)


class Guest(NamedTuple):
    """A visitor without an account, and what they proved of themselves."""

    pks: frozenset[int] = frozenset()  # of reactions written in this browser
    address: str = ""  # proven by a mailed link


def is_own_comment(user, comment: Comment, guest: Guest) -> bool:
    """Return True if they wrote it, as a member, in this browser or from a confirmed address."""
    writer = Identity.of(comment)
    if writer.user:
        return user.is_authenticated and writer.user == user.pk
    # Only if confirmed: anyone may have typed an unconfirmed address.
    return comment.pk in guest.pks or (writer.is_known and writer.address == guest.address)


def edit_until(comment: Comment):
    return comment.created_at + timedelta(minutes=settings.COMMENTS_EDIT_MINUTES)


def still_has_role(user, comment: Comment) -> bool:
    """Return True if the writer still has the role of the reaction's badge; an edit needs it."""
    match comment.role:
        case Comment.Role.EDITOR:
            return has_team_badge(user)
        case Comment.Role.AUTHOR:
            return is_author(user, comment.article)
    return True


def may_edit_comment(user, comment: Comment, guest: Guest) -> bool:
    return (
        is_own_comment(user, comment, guest)
        and comment.status in CHANGEABLE_STATUSES
        and comment.article.is_published
        and not comment.article.is_closed
        and timezone.now() < edit_until(comment)
        and still_has_role(user, comment)
    )


def may_withdraw_comment(user, comment: Comment, guest: Guest) -> bool:
    return is_own_comment(user, comment, guest) and comment.status in CHANGEABLE_STATUSES


def may_appeal(statement: Statement) -> bool:
    """Return True for the latest decision on a reaction that its writer did not withdraw.

    One appeal per statement, within six months.
    """
    return (
        not hasattr(statement, "objection")
        and timezone.now() <= statement.appeal_until
        and statement.comment.status != Comment.Status.WITHDRAWN
        and statement.is_latest_decision
    )


def is_comment_writer(user, comment: Comment) -> bool:
    """Return True if this person wrote it, also as a guest."""
    return Identity.of(comment).may_be(user)


def may_decide_appeal(user, objection: Objection) -> bool:
    """Return True for a moderator who neither made the decision nor wrote the reaction.

    The decision includes an earlier one that it rests on. Any moderator may decide an appeal
    against a decision of a rule.
    """
    return (
        may_moderate(user)
        and not objection.is_against(user)
        and not is_comment_writer(user, objection.statement.comment)
    )


def may_confirm_batch(user, batch: Batch) -> bool:
    """Return True for the moderator who prepared this bulk decision."""
    return may_moderate(user) and batch.by_id == user.pk


def may_be_muted(comment: Comment) -> bool:
    """Return True for a reader's reaction.

    What the article's author or the editors say cannot be muted: it belongs to the article and to
    the order of the debate.
    """
    return comment.is_published and comment.role == Comment.Role.READER


def may_invite(user, comment: Comment) -> bool:
    """Return True if this editor may ask the writer to make an article of a reaction."""
    return may_set_rules(user) and may_be_invited(comment)


def may_be_invited(comment: Comment) -> bool:
    """Return True for a public reaction by a reader who can be asked at a proven address.

    Never at an unproven one, which anyone may have typed.
    """
    return (
        comment.is_published
        and comment.article.is_published
        and comment.role == Comment.Role.READER
        and bool(comment.proven_address)
        and (comment.user is None or comment.user.is_active)
    )


def may_report(comment: Comment) -> bool:
    """Return True for a public reaction: everyone may report it."""
    return comment.is_published and comment.article.has_debate


def may_mark_read(user, comment: Comment) -> bool:
    """Return True if this author of the article may mark another's reaction as read."""
    return (
        comment.is_published
        and comment.article.is_published
        and is_author(user, comment.article)
        and comment.user_id != user.pk
        and comment.role != Comment.Role.AUTHOR
    )
