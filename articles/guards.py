"""Guards of the pages for authors and editors."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.guards import require_permission
from accounts.permissions import is_editor
from articles.models import Article
from articles.permissions import (
    has_author_desk,
    may_edit_all_articles,
    may_edit_article,
    may_use_writing_desk,
)

for_authors = require_permission(has_author_desk)
for_writers = require_permission(may_use_writing_desk, is_editor)
for_editors = require_permission(may_edit_all_articles, is_editor)


def get_permitted_article(
    request: HttpRequest, pk: int, may: Callable = may_edit_article
) -> Article:
    """Return the article with this key if this member `may`, else raise PermissionDenied.

    Raise Http404 for an article the member may not edit at all, so as not to reveal that it exists.
    """
    article = get_object_or_404(Article.objects.prefetch_related("bylines"), pk=pk)
    if not may(request.user, article):
        if not may_edit_article(request.user, article):
            raise Http404
        raise PermissionDenied
    return article
