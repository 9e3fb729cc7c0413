"""Which reactions this browser wrote as a guest, and the name it asked to remember."""

from django.core import signing
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse

from comments.models import Comment, Decision
from comments.permissions import edit_until, may_edit, may_withdraw

_SESSION = "own_comments"
_COOKIE = "guest"
_MOST = 200
_YEAR = 60 * 60 * 24 * 365  # seconds


def pks(request: HttpRequest) -> frozenset[int]:
    # Reading the session of a visitor who has none would cost a query for nothing.
    if not (request.session.session_key or request.session.modified):
        return frozenset()
    return frozenset(request.session.get(_SESSION, ()))


def remember(request: HttpRequest, comment: Comment) -> None:
    """This browser wrote `comment`; only called for whoever held the secret of its form or link."""
    if comment.user_id is None:
        kept = [pk for pk in request.session.get(_SESSION, []) if pk != comment.pk]
        request.session[_SESSION] = [*kept, comment.pk][-_MOST:]


def waiting_and_public(request: HttpRequest, article) -> list[Comment]:
    """The visitor's own reactions under this article, oldest first, without those taken back."""
    own = pks(request)
    if request.user.is_authenticated:
        mine = Comment.objects.filter(article=article, user=request.user)
        if own:
            mine = mine | Comment.objects.filter(article=article, user=None, pk__in=own)
    elif own:
        mine = Comment.objects.filter(article=article, user=None, pk__in=own)
    else:
        return []
    # With what was decided on them, and why.
    decisions = Decision.objects.select_related("house_rule", "statement__objection")
    comments = list(
        mine.exclude(status=Comment.Status.WITHDRAWN)
        .order_by("pk")
        .prefetch_related(Prefetch("decisions", decisions))
    )
    for comment in comments:
        comment.article = article
        comment.may_edit = may_edit(request.user, comment, own)
        comment.may_withdraw = may_withdraw(request.user, comment, own)
        comment.edit_until = edit_until(comment)
    return comments


def guest(request: HttpRequest) -> dict[str, str]:
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
