"""Permissions on reactions. One predicate a permission."""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

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
from common.email import mailbox

CHANGEABLE_STATUSES = (Comment.Status.UNCONFIRMED, Comment.Status.PENDING, Comment.Status.PUBLISHED)


class CommentBarrier(StrEnum):
    """Why someone cannot write under an article."""

    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    EARLY = "early"
    MEMBERS = "members"
    INVITED = "invited"


def comment_barrier(user, article: Article) -> CommentBarrier | None:
    """Return what keeps this person from writing under an article, if anything does.

    Its authors and the site's team are members who need no invitation.
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
    """Write under an article."""
    return comment_barrier(user, article) is None


def may_reply(comment: Comment) -> bool:
    return comment.is_published


def may_sign_comment(name: str, user, article: Article) -> bool:
    """Return True if a reaction may bear this name: not that of an author or moderator of the
    site."""
    if user.is_authenticated and is_author(user, article):
        return True
    # Of what is published: who writes for tomorrow's piece is nobody's business today.
    bylines = Byline.objects.filter(article__in=Article.objects.published())
    if user.is_authenticated:
        bylines = bylines.exclude(user=user)
    others = bylines.order_by().values_list("name", flat=True).distinct()
    return may_use_name(name, user) and not any(is_lookalike_name(name, other) for other in others)


class Guest(NamedTuple):
    """The visitor without an account, as far as they proved who they are."""

    pks: frozenset[int] = frozenset()  # the reactions that were written in this browser
    address: str = ""  # whose mail they read


def is_own_comment(user, comment: Comment, guest: Guest) -> bool:
    """Wrote it: signed in, or as a guest in this browser, or confirmed it from the same address."""
    if comment.user_id is not None:
        return user.is_authenticated and comment.user_id == user.pk
    if comment.pk in guest.pks:
        return True
    # Unconfirmed, anyone may have typed the address.
    return bool(guest.address) and comment.email == guest.address and bool(comment.confirmed_at)


def edit_until(comment: Comment):
    return comment.created_at + timedelta(minutes=settings.COMMENTS_EDIT_MINUTES)


def still_has_role(user, comment: Comment) -> bool:
    """Still has the capacity in which this was said: new words under its badge need it."""
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
    """Once, within six months, against what still holds, and not to what was taken back."""
    return (
        not hasattr(statement, "objection")
        and timezone.now() <= statement.appeal_until
        and statement.comment.status != Comment.Status.WITHDRAWN
        and statement.is_latest_decision
    )


def is_comment_writer(user, comment: Comment) -> bool:
    """Return True if it is this person's own, also when they wrote it as a guest."""
    if comment.user_id is not None:
        return comment.user_id == user.pk
    return bool(comment.email) and mailbox(comment.email) == mailbox(user.email)


def may_decide_appeal(user, objection: Objection) -> bool:
    """Another moderator than who decided first, and not who objects. A machine's any may judge."""
    return (
        may_moderate(user)
        and not objection.is_against(user)
        and not is_comment_writer(user, objection.statement.comment)
    )


def may_confirm_batch(user, batch: Batch) -> bool:
    """Decide on what was chosen together: whoever chose it."""
    return may_moderate(user) and batch.by_id == user.pk


def may_be_muted(comment: Comment) -> bool:
    """Anyone may fold a writer away, but not what is said as the piece's author or as the editors:
    that belongs to the piece and to the order of the debate, and is theirs who answer for it."""
    return comment.is_published and comment.role == Comment.Role.READER


def may_invite(user, comment: Comment) -> bool:
    """Ask its writer to let it become a piece: editors, where there is someone to ask."""
    return may_set_rules(user) and may_be_invited(comment)


def may_be_invited(comment: Comment) -> bool:
    """Return True for a public reaction by a reader who can be asked: at an address that
    they showed to be theirs, never at one that anyone may have typed."""
    return (
        comment.is_published
        and comment.article.is_published
        and comment.role == Comment.Role.READER
        and bool(comment.proven_address)
        and (comment.user is None or comment.user.is_active)
    )


def may_report(comment: Comment) -> bool:
    """Everyone may, and only what is public."""
    return comment.is_published and comment.article.has_debate


def may_mark_read(user, comment: Comment) -> bool:
    """Say that it waits no more: an author of the article, of what others wrote under it."""
    return (
        comment.is_published
        and comment.article.is_published
        and is_author(user, comment.article)
        and comment.user_id != user.pk
        and comment.role != Comment.Role.AUTHOR
    )
