"""Who is let into the pages for authors and editors."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.guards import only
from accounts.permissions import is_editor
from articles.models import Article
from articles.permissions import edits_all, may_edit, may_write, writes_here

for_authors = only(writes_here)
for_writers = only(may_write, is_editor)
for_editors = only(edits_all, is_editor)


def piece(request: HttpRequest, pk: int, may: Callable = may_edit) -> Article:
    """The article with this number, if this member `may`; of what is no piece of theirs nobody is
    told whether it exists."""
    article = get_object_or_404(Article.objects.prefetch_related("bylines"), pk=pk)
    if not may(request.user, article):
        if not may_edit(request.user, article):
            raise Http404
        raise PermissionDenied
    return article
