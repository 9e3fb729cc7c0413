"""Pages of a thread, by keyset: a page starts after a path, or ends at one."""

import re
from typing import NamedTuple

from django.conf import settings

from articles.models import Article
from comments import paths
from comments.models import Comment
from comments.render import FragmentRow, fragments_of_rows
from common.paging import take_page

_PATH = re.compile(rf"(?:[0-9]{{{paths.SEGMENT_WIDTH}}}){{1,{paths.MAX_DEPTH}}}", re.ASCII)


class ThreadPlace(NamedTuple):
    """A reaction on a page: its key, its path and its HTML."""

    pk: int
    path: str
    html: str


class ThreadPage(NamedTuple):
    """The part of a thread after the path `start`, up to and including `end`.

    An empty `start` is the beginning of the thread; an empty `end` is its end, also when it grows.
    """

    places: list[ThreadPlace]
    start: str
    end: str


def load_thread_page(
    article: Article, language: str, after: str = "", before: str = ""
) -> ThreadPage:
    """Return the page after or before a path, or the first page if that is not a path."""
    size = settings.COMMENTS_PAGE_SIZE
    rows = Comment.objects.thread(article).with_links()
    rows = rows.values_list("pk", "version", "path", "writer_page", "piece")
    if _PATH.fullmatch(before):
        found = list(rows.filter(path__lte=before).order_by("-path")[: size + 1])
        start = found[size][2] if len(found) > size else ""
        found = found[:size][::-1]
        end = before
    else:
        start = after if _PATH.fullmatch(after) else ""
        found, last = take_page(rows.filter(path__gt=start), size)
        end = last[2] if last else ""
    html = fragments_of_rows(
        [FragmentRow(pk, version, whose, piece) for pk, version, _, whose, piece in found], language
    )
    # A reaction that changed between the two queries has its newer version here; one that is gone
    # is left out. The socket sends the rest.
    return ThreadPage(
        [ThreadPlace(pk, path, html[pk]) for pk, _, path, *_ in found if pk in html], start, end
    )


def page_start_for(comment: Comment) -> str:
    """Return the path after which the page with this reaction begins; empty for the first page."""
    places = Comment.objects.thread(comment.article)
    before = places.filter(path__lt=comment.path).count()
    full = before - before % settings.COMMENTS_PAGE_SIZE
    return places.values_list("path", flat=True)[full - 1] if full else ""
