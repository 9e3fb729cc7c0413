"""Whom what happened concerns.

Twice it tells no one twice: the task of a worker that was killed is done again.
"""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from articles.models import Article, DossierPiece
from comments.models import Comment, Decision, Invitation
from notifications.actions.joining import join
from notifications.actions.notify import (
    raise_state,
    ring,
    tell,
)
from notifications.actions.preferring import welcome_guest
from notifications.kinds import Kind
from notifications.models import Notice, Subscriber, SubscriberQuerySet, Told


def spread(event: str, key: int) -> None:
    """Make the notices of what happened. What is no longer so by now is told to no one."""
    if telling := EVENTS.get(event):
        telling(key)


def _published(pk: int) -> None:
    """To who is answered, and to who follows the article."""
    published = Comment.objects.published().select_related("article", "user", "parent__user")
    comment = published.filter(pk=pk).first()
    if comment is None or not comment.article.is_published:
        return
    _ring_authors(comment)
    answered = Subscriber.objects.none()
    if comment.parent:
        answered = _writer(comment.parent).exclude(_wrote(comment))
        kind = Kind.ANSWER if comment.role == Comment.Role.AUTHOR else Kind.REPLY
        tell(answered, kind, comment=comment)
    followers = Subscriber.objects.following(article=comment.article_id)
    # Who was told that it answers them need not hear as well that it is there.
    others = followers.exclude(_wrote(comment)).exclude(pk__in=answered.values("pk"))
    tell(others, Kind.FOLLOWED, comment=comment)


def _changed(pk: int) -> None:
    """What was public already became another text, left its place or came back to it."""
    if comment := Comment.objects.filter(pk=pk).first():
        _ring_authors(comment)


def _ring_authors(comment: Comment) -> None:
    """Another number of reactions may wait at their desks now."""
    authors = User.objects.filter(bylines__article=comment.article_id, is_active=True)
    ring(Subscriber.objects.of_members(authors))


def _decided(pk: int) -> None:
    """To the writer, unless the decision was their own."""
    decisions = Decision.objects.select_related("comment__article", "comment__user")
    decision = decisions.filter(pk=pk).first()
    if decision is None or (decision.by_id and decision.by_id == decision.comment.user_id):
        return
    # A refusal has a mail of its own: the statement of reasons.
    mailed = decision.verdict != Decision.Verdict.REJECT
    writer = _writer(decision.comment)
    tell(writer, Kind.DECIDED, comment=decision.comment, decision=decision, mailed=mailed)


def _held(pk: int) -> None:
    """To the moderators: one notice each, however many wait."""
    decision = Decision.objects.select_related("comment").filter(pk=pk).first()
    if decision is None or decision.comment.held_at is None:
        return
    team = User.objects.moderating().exclude(pk=decision.comment.user_id or 0)
    raise_state(Kind.HELD, Subscriber.objects.of_members(team), at=decision.created_at)


def _invited(pk: int) -> None:
    """To the member who is asked; a guest has the mail, which goes by itself."""
    asked = Invitation.objects.whole().filter(pk=pk, comment__user__isnull=False).first()
    if asked is None or not asked.can_be_accepted:
        return
    # Asked once more, after a no or a silence, it is news again.
    former = Notice.objects.filter(kind=Kind.INVITED, comment=asked.comment)
    former.filter(created_at__lt=asked.created_at).delete()
    tell(_writer(asked.comment), Kind.INVITED, comment=asked.comment, mailed=False)


EVENTS: dict[str, Callable[[int], None]] = {
    "published": _published,
    "changed": _changed,
    "decided": _decided,
    "held": _held,
    "invited": _invited,
    "taken_over": join,
}


def _writer(comment: Comment) -> SubscriberQuerySet:
    """Whoever wrote this, where they can be told: a member, or a guest who asked to be."""
    if comment.user:
        found = Subscriber.objects.of_member(comment.user)
    elif comment.email and comment.wants_answers and comment.confirmed_at:
        found = welcome_guest(comment.email, comment.language, since=comment.confirmed_at)
    else:
        return Subscriber.objects.none()
    return Subscriber.objects.filter(pk=found.pk)


def _wrote(comment: Comment) -> Q:
    """Of subscribers: who wrote this. No one is told what they did themselves."""
    if comment.user_id:
        return Q(user=comment.user_id)
    return Q(user=None, email=comment.email) if comment.email else Q(pk__in=())


# --- By the clock ---------------------------------------------------------------------------------


def tell_what_came_true() -> None:
    """Tell, once, of what happens without anyone doing it: articles appear, and debates close.

    It is noted after the telling: should all end in between, it is done again, to no one twice.
    """
    for article in _untold(Article.objects.published(), Kind.ARTICLE):
        # Not of what was there when they began to follow: an archive can be imported.
        after = {"author__in": article.author_ids, "created_at__lt": article.published_at}
        followers = Subscriber.objects.following(**after)
        tell(followers.exclude(user__in=article.author_ids), Kind.ARTICLE, article=article)
        Told.objects.get_or_create(article=article, kind=Kind.ARTICLE, dossier=None)
    for piece in _untold_pieces():
        _tell_of_piece(piece)
    closed = Article.objects.published().filter(closed_at__lte=timezone.now())
    for article in _untold(closed, Kind.CLOSED):
        before = {"article": article, "created_at__lt": article.closed_at}
        tell(Subscriber.objects.following(**before), Kind.CLOSED, article=article)
        Told.objects.get_or_create(article=article, kind=Kind.CLOSED, dossier=None)
    for article in _untold(_concluded_later(), Kind.CONCLUDED):
        before = {"article": article, "created_at__lt": article.concluded_at}
        tell(Subscriber.objects.following(**before), Kind.CONCLUDED, article=article)
        Told.objects.get_or_create(article=article, kind=Kind.CONCLUDED, dossier=None)


def _concluded_later() -> QuerySet:
    """Of which was told that they closed, before there were conclusions to tell of."""
    told = Told.objects.filter(article=OuterRef("pk"), kind=Kind.CLOSED)
    earlier = told.filter(created_at__lt=OuterRef("concluded_at"))
    return Article.objects.published().exclude(conclusions="").filter(Exists(earlier))


def _untold(articles: QuerySet, kind: str) -> QuerySet:
    told = Told.objects.filter(kind=kind, dossier=None).values("article")
    return articles.exclude(pk__in=told).order_by("pk").prefetch_related("bylines").defer("body")


def _untold_pieces() -> QuerySet:
    """What is in a dossier, and who follows that was not told so."""
    here = {"article": OuterRef("article"), "dossier": OuterRef("dossier")}
    told = Told.objects.filter(kind=Kind.ARTICLE, **here)
    pieces = DossierPiece.objects.public().filter(~Exists(told)).order_by("pk")
    pieces = pieces.select_related("article", "dossier").defer("article__body")
    return pieces.prefetch_related("article__bylines")


def _tell_of_piece(piece: DossierPiece) -> None:
    """To who began to follow before it could be read there. Whoever follows its author as well
    is told once."""
    article, dossier = piece.article, piece.dossier
    there = max(article.published_at, piece.added_at)
    before = {"dossier": dossier, "created_at__lt": there}
    followers = Subscriber.objects.following(**before).exclude(user__in=article.author_ids)
    tell(followers, Kind.ARTICLE, article=article)
    Told.objects.get_or_create(article=article, kind=Kind.ARTICLE, dossier=dossier)
