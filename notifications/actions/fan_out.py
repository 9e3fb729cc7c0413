"""Fan-out: notify the subscribers whom an event concerns.

Everything here is idempotent, since the task of a worker that was killed is run again.
"""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.identity import Identity
from accounts.models import User
from articles.models import Article, DossierPiece
from comments.models import Comment, Decision, Invitation
from notifications.actions.joining import merge_guests_into_member
from notifications.actions.notify import notify_subscribers, push_unread_changed, raise_state_notice
from notifications.actions.preferring import get_confirmed_guest
from notifications.kinds import NoticeKind
from notifications.models import Notice, Subscriber, SubscriberQuerySet, Told


def fan_out_event(event: str, key: int) -> None:
    """Create the notices of an event, unless it no longer applies."""
    if telling := EVENT_HANDLERS.get(event):
        telling(key)


def _notify_of_comment(pk: int) -> None:
    """Notify the writer of the parent comment, and the followers of the article."""
    published = Comment.objects.published().select_related("article", "user", "parent__user")
    comment = published.filter(pk=pk).first()
    if comment is None or not comment.article.is_published:
        return
    _push_to_authors(comment)
    answered = Subscriber.objects.none()
    if comment.parent:
        answered = _writer_subscribers(comment.parent).exclude(_is_writer(comment))
        kind = NoticeKind.ANSWER if comment.role == Comment.Role.AUTHOR else NoticeKind.REPLY
        notify_subscribers(answered, kind, comment=comment)
    followers = Subscriber.objects.following(article=comment.article_id)
    # A follower who was notified of the answer gets no second notice.
    others = followers.exclude(_is_writer(comment)).exclude(pk__in=answered.values("pk"))
    notify_subscribers(others, NoticeKind.FOLLOWED, comment=comment)


def _push_to_authors_of(pk: int) -> None:
    """Push a new count to the authors after a public comment was edited, removed or restored."""
    if comment := Comment.objects.filter(pk=pk).first():
        _push_to_authors(comment)


def _push_to_authors(comment: Comment) -> None:
    """Push to the article's authors: the number of comments at their desks may have changed."""
    authors = User.objects.filter(bylines__article=comment.article_id, is_active=True)
    push_unread_changed(Subscriber.objects.of_members(authors))


def _notify_of_decision(pk: int) -> None:
    """Notify the writer of a decision, unless it was their own."""
    decisions = Decision.objects.select_related("comment__article", "comment__user")
    decision = decisions.filter(pk=pk).first()
    if decision is None or (decision.by_id and decision.by_id == decision.comment.user_id):
        return
    # A rejection has its own mail: the statement of reasons.
    mailed = decision.verdict != Decision.Verdict.REJECT
    writer = _writer_subscribers(decision.comment)
    notify_subscribers(
        writer, NoticeKind.DECIDED, comment=decision.comment, decision=decision, mailed=mailed
    )


def _notify_moderators(pk: int) -> None:
    """Notify the moderators: one notice each, however many comments wait."""
    decision = Decision.objects.select_related("comment").filter(pk=pk).first()
    if decision is None or decision.comment.held_at is None:
        return
    team = User.objects.able_to_moderate().exclude(pk=decision.comment.user_id or 0)
    raise_state_notice(NoticeKind.HELD, Subscriber.objects.of_members(team), at=decision.created_at)


def _notify_of_invitation(pk: int) -> None:
    """Notify the member who is invited; a guest has the invitation's own mail."""
    asked = Invitation.objects.whole().filter(pk=pk, comment__user__isnull=False).first()
    if asked is None or not asked.can_be_accepted:
        return
    # A repeated invitation gets a new notice.
    former = Notice.objects.filter(kind=NoticeKind.INVITED, comment=asked.comment)
    former.filter(created_at__lt=asked.created_at).delete()
    notify_subscribers(
        _writer_subscribers(asked.comment), NoticeKind.INVITED, comment=asked.comment, mailed=False
    )


EVENT_HANDLERS: dict[str, Callable[[int], None]] = {
    "published": _notify_of_comment,
    "changed": _push_to_authors_of,
    "decided": _notify_of_decision,
    "held": _notify_moderators,
    "invited": _notify_of_invitation,
    "taken_over": merge_guests_into_member,
}


def _writer_subscribers(comment: Comment) -> SubscriberQuerySet:
    """Return the writer, if they can be notified: a member, or a guest who asked for it."""
    if comment.user:
        found = Subscriber.objects.of_member(comment.user)
    elif comment.wants_answers and Identity.of(comment).is_known:
        found = get_confirmed_guest(comment.email, comment.language, since=comment.confirmed_at)
    else:
        return Subscriber.objects.none()
    return Subscriber.objects.filter(pk=found.pk)


def _is_writer(comment: Comment) -> Q:
    """Match the subscriber who wrote this, who is not notified of their own comment."""
    return Identity.of(comment).rows()


# --- Scheduled events -----------------------------------------------------------------------------


def notify_of_scheduled_events() -> None:
    """Notify once of what happens at a set time: articles appear, and debates close.

    `Told` is saved after the notices. If the process is killed in between, the next run repeats the
    work, and nobody gets a second notice.
    """
    for article in _unannounced(Article.objects.published(), NoticeKind.ARTICLE):
        # Only of articles published after the follow began: an archive can be imported.
        after = {"author__in": article.author_ids, "created_at__lt": article.published_at}
        followers = Subscriber.objects.following(**after)
        notify_subscribers(
            followers.exclude(user__in=article.author_ids), NoticeKind.ARTICLE, article=article
        )
        Told.objects.get_or_create(article=article, kind=NoticeKind.ARTICLE, dossier=None)
    for piece in _unannounced_pieces():
        _notify_of_piece(piece)
    closed = Article.objects.published().filter(closed_at__lte=timezone.now())
    for article in _unannounced(closed, NoticeKind.CLOSED):
        before = {"article": article, "created_at__lt": article.closed_at}
        notify_subscribers(
            Subscriber.objects.following(**before), NoticeKind.CLOSED, article=article
        )
        Told.objects.get_or_create(article=article, kind=NoticeKind.CLOSED, dossier=None)
    for article in _unannounced(_concluded_after_closing(), NoticeKind.CONCLUDED):
        before = {"article": article, "created_at__lt": article.concluded_at}
        notify_subscribers(
            Subscriber.objects.following(**before), NoticeKind.CONCLUDED, article=article
        )
        Told.objects.get_or_create(article=article, kind=NoticeKind.CONCLUDED, dossier=None)


def _concluded_after_closing() -> QuerySet:
    """Return the articles whose conclusions came after the notices that the debate had closed."""
    told = Told.objects.filter(article=OuterRef("pk"), kind=NoticeKind.CLOSED)
    earlier = told.filter(created_at__lt=OuterRef("concluded_at"))
    return Article.objects.published().exclude(conclusions="").filter(Exists(earlier))


def _unannounced(articles: QuerySet, kind: str) -> QuerySet:
    told = Told.objects.filter(kind=kind, dossier=None).values("article")
    return articles.exclude(pk__in=told).order_by("pk").prefetch_related("bylines").defer("body")


def _unannounced_pieces() -> QuerySet:
    """Return the articles in dossiers of which the dossier's followers were not yet notified."""
    here = {"article": OuterRef("article"), "dossier": OuterRef("dossier")}
    told = Told.objects.filter(kind=NoticeKind.ARTICLE, **here)
    pieces = DossierPiece.objects.public().filter(~Exists(told)).order_by("pk")
    pieces = pieces.select_related("article", "dossier").defer("article__body")
    return pieces.prefetch_related("article__bylines")


def _notify_of_piece(piece: DossierPiece) -> None:
    """Notify those who followed the dossier before the article could be read in it.

    A follower of the dossier who also follows the author gets one notice.
    """
    article, dossier = piece.article, piece.dossier
    there = max(article.published_at, piece.added_at)
    before = {"dossier": dossier, "created_at__lt": there}
    followers = Subscriber.objects.following(**before).exclude(user__in=article.author_ids)
    notify_subscribers(followers, NoticeKind.ARTICLE, article=article)
    Told.objects.get_or_create(article=article, kind=NoticeKind.ARTICLE, dossier=dossier)
