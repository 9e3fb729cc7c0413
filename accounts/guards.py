"""Who is let into a part of the site that is not for everyone."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.permissions import may_administer, may_moderate


def only(may: Callable[[User], bool]):
    """Let in whom `may` lets; others are refused, and who is not signed in is asked to."""

    def guard(view):
        @wraps(view)
        @never_cache
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


for_moderators = only(may_moderate)
for_administrators = only(may_administer)
