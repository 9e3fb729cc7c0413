"""Who is let into a part of the site that is not for everyone."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.permissions import is_moderator, lacks_second_step


def only_for(has_role: Callable) -> Callable:
    """Let in who has the role, once their account has the second step that a team needs."""

    def decorate(view):
        @wraps(view)
        @never_cache
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not has_role(request.user):
                raise PermissionDenied
            if lacks_second_step(request.user):
                return to_second_step(request)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


for_moderators = only_for(is_moderator)


def to_second_step(request: HttpRequest, back: str = "") -> HttpResponse:
    """To the page that explains the second step, and from there to where they were going."""
    if not back and request.method in ("GET", "HEAD"):
        back = request.get_full_path()
    return redirect_to_login(back, login_url="second_step")
