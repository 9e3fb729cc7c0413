"""Who is let into the pages for authors."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from articles.permissions import writes_here


def for_authors(view):
    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not writes_here(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
