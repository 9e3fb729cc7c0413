"""The visitor's own reactions: of a member, or of a guest by browser or by address. And the
name that a guest asked to remember."""

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
    # Reading the session of a visitor who has none would cost a query for nothing.
    if not (request.session.session_key or request.session.modified):
        return frozenset()
    return frozenset(request.session.get(_SESSION, ()))


def remember_own_comment(request: HttpRequest, comment: Comment) -> None:
    """This browser wrote `comment`; only called for whoever held the secret of its form or link."""
    if comment.user_id is None:
        kept = [pk for pk in request.session.get(_SESSION, []) if pk != comment.pk]
        request.session[_SESSION] = [*kept, comment.pk][-_MOST:]


def current_guest(request: HttpRequest) -> Guest:
    """Return what this visitor proved of themselves without an account."""
    return Guest(own_comment_pks(request), guest_session.guest_address(request))


def has_own_comments_page(request: HttpRequest) -> bool:
    """Return True if there may be a page of one's own to lead to; asks the database nothing."""
    return (
        request.user.is_authenticated
        or guest_session.has_guest_session(request)
        or bool(own_comment_pks(request))
    )


def knows(address: str) -> bool:
    """Return True if someone confirmed a reaction from exactly this address, and has no account
    for it."""
    return Comment.objects.confirmed_from([address]).exists()


def own_comments(request: HttpRequest) -> CommentQuerySet:
    """A member's, or a guest's: those of the address that was shown, else those of this browser."""
    if request.user.is_authenticated:
        return Comment.objects.filter(user=request.user)
    who = current_guest(request)
    here = Comment.objects.filter(user=None, pk__in=who.pks)
    if not who.address:
        return here
    # Another guest may have written in this browser as well.
    return here.filter(email=who.address) | Comment.objects.confirmed_from([who.address])


def own_comments_in_thread(request: HttpRequest, article) -> list[Comment]:
    """The visitor's own reactions under this article, oldest first, without those taken back."""
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
    """Each with what was decided on it, and what its writer may do with it, in two queries.

    `article` is theirs, when it is one; else it must come with them.
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
    """The name and address that this browser was asked to remember, or nothing."""
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
