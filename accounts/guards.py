"""View decorators that require a permission."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.permissions import (
    is_administrator,
    is_moderator,
    lacks_second_step,
    may_administer,
    may_moderate,
)


def require_permission(may: Callable[[User], bool], role: Callable[[User], bool] | None = None):
    """Let in users whom `may` allows; refuse others, and ask visitors to sign in.

    A user who has the `role`, but not the second step that it needs, is redirected to set it up.
    """

    def guard(view):
        @wraps(view)
        @never_cache
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user):
                if role and role(request.user) and lacks_second_step(request.user):
                    return redirect_to_second_step(request)
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


for_moderators = require_permission(may_moderate, is_moderator)
for_administrators = require_permission(may_administer, is_administrator)


def redirect_to_second_step(request: HttpRequest, back: str = "") -> HttpResponse:
    """Redirect to the page that explains the second step, which leads back afterwards."""
    if not back and request.method in ("GET", "HEAD"):
        back = request.get_full_path()
    return redirect_to_login(back, login_url="second_step")
