"""No NUL comes in: PostgreSQL keeps none, and would answer with an error of ours."""

from django.http import Http404, HttpRequest, QueryDict
from django.utils.deprecation import MiddlewareMixin

NUL = "\0"


class WithoutNul(MiddlewareMixin):
    """Takes it out of what is asked and typed, so that nobody loses their words over it.

    No address of ours holds one. Cookies see for themselves: debate/sessions.py.
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
