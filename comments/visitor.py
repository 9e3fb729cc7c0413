"""The visitor's own reactions, as a member or as a guest, and a guest's remembered name."""

from django.core import signing
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse

from accounts import guest_session
from comments.models import Comment, CommentQuerySet, Decision
from comments.permissions import Guest, edit_until, may_edit_comment, may_withdraw_comment

_SESSION = "own_comments"
_COOKIE = "guest"
_MOST = 200
_YEAR = 60 * 60 * 24 * 365  # seconds


def own_comment_pks(request: HttpRequest) -> frozenset[int]:
    # Do not load the session of a visitor who has none: that would cost a query.
    if not (request.session.session_key or request.session.modified):
        return frozenset()
    return frozenset(request.session.get(_SESSION, ()))


def remember_own_comment(request: HttpRequest, comment: Comment) -> None:
    """Remember that this browser wrote `comment`; call it only if it had its form key or link."""
    if comment.user_id is None:
        kept = [pk for pk in request.session.get(_SESSION, []) if pk != comment.pk]
        request.session[_SESSION] = [*kept, comment.pk][-_MOST:]


def current_guest(request: HttpRequest) -> Guest:
    """Return what this visitor proved of themselves as a guest."""
    return Guest(own_comment_pks(request), guest_session.guest_address(request))


def has_own_comments_page(request: HttpRequest) -> bool:
    """Return True if the visitor may have own reactions; runs no query."""
    return (
        request.user.is_authenticated
        or guest_session.has_guest_session(request)
        or bool(own_comment_pks(request))
    )


def knows(address: str) -> bool:
    """Return True if a guest confirmed a reaction from exactly this address."""
    return Comment.objects.confirmed_from([address]).exists()


def own_comments(request: HttpRequest) -> CommentQuerySet:
    """Return the visitor's own reactions: by account, by proven address or by browser."""
    if request.user.is_authenticated:
        return Comment.objects.filter(user=request.user)
    who = current_guest(request)
    here = Comment.objects.filter(user=None, pk__in=who.pks)
    if not who.address:
        return here
    # Of this browser's only those with this address: another guest may have used it too.
    return here.filter(email=who.address) | Comment.objects.confirmed_from([who.address])


def own_comments_in_thread(request: HttpRequest, article) -> list[Comment]:
    """Return the visitor's own reactions under an article, oldest first, without withdrawn ones."""
    who = current_guest(request)
    theirs = Comment.objects.none()
    if who.pks:
        theirs = Comment.objects.filter(user=None, pk__in=who.pks)
    if who.address:
        theirs = theirs | Comment.objects.confirmed_from([who.address])
    if request.user.is_authenticated:
        theirs = theirs | Comment.objects.filter(user=request.user)
    comments = theirs.filter(article=article).exclude(status=Comment.Status.WITHDRAWN)
    return describe_own_comments(request, comments.order_by("pk"), article)


def describe_own_comments(
    request: HttpRequest, comments: CommentQuerySet, article=None
) -> list[Comment]:
    """Load each with its decisions and its writer's permissions, in two queries.

    `article` is the article of all of them; without it, each must be loaded with its own.
    """
    decisions = Decision.objects.select_related("house_rule", "statement__objection")
    found = list(comments.prefetch_related(Prefetch("decisions", decisions)))
    who = current_guest(request)
    for comment in found:
        comment.article = article or comment.article
        comment.may_edit = may_edit_comment(request.user, comment, who)
        comment.may_withdraw = may_withdraw_comment(request.user, comment, who)
        comment.edit_until = edit_until(comment)
    return found


def remembered_guest(request: HttpRequest) -> dict[str, str]:
    """Return the name and address that this browser was asked to remember, or nothing."""
    try:
        name, email = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_COOKIE)
    except (signing.BadSignature, ValueError):
        return {}
    return {"name": name, "email": email, "remember": True}


def remember_guest(response: HttpResponse, name: str, email: str, secure: bool) -> None:
    response.set_cookie(
        _COOKIE,
        signing.dumps([name, email], salt=_COOKIE),
        max_age=_YEAR,
        httponly=True,
        secure=secure,
        samesite="Lax",
    )


def forget_guest(request: HttpRequest, response: HttpResponse) -> None:
    if _COOKIE in request.COOKIES:
        response.delete_cookie(_COOKIE, samesite="Lax")
