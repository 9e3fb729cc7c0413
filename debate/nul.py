"""Middleware that removes NUL characters: PostgreSQL refuses them, which would be a 500."""

from django.http import Http404, HttpRequest, QueryDict
from django.utils.deprecation import MiddlewareMixin

NUL = "\0"


class WithoutNul(MiddlewareMixin):
    """Remove NUL from queries and forms, so that nobody loses what they typed.

    No address of the site holds one: such a path is a 404. For session keys see debate/sessions.py.
    """

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        if NUL in request.path_info:
            raise Http404
        request.GET = _without(request.GET)
        request.POST = _without(request.POST)


def _without(data: QueryDict) -> QueryDict:
    if not any(NUL in text for name, values in data.lists() for text in (name, *values)):
        return data
    clean = QueryDict(mutable=True, encoding=data.encoding)
    for name, values in data.lists():
        clean.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    clean._mutable = False
    return clean
