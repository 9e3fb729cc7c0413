"""Pages of a thread, by keyset: a page is what follows, or precedes, a path."""

import re
from typing import NamedTuple

from django.conf import settings

from articles.models import Article
from comments import paths
from comments.models import Comment
from comments.render import FragmentRow, fragments_of_rows

_PATH = re.compile(rf"(?:[0-9]{{{paths.SEGMENT_WIDTH}}}){{1,{paths.MAX_DEPTH}}}", re.ASCII)


class ThreadPlace(NamedTuple):
    """One reaction's place on a page."""

    pk: int
    path: str
    html: str


class ThreadPage(NamedTuple):
    """Part of a thread: it holds all that is shown after `start` up to and with `end`.

    An empty `start` is the beginning of the thread; an empty `end` is its end, whatever comes.
    """

    places: list[ThreadPlace]
    start: str
    end: str


def load_thread_page(
    article: Article, language: str, after: str = "", before: str = ""
) -> ThreadPage:
    """The page after a path, or the one before it; the first for anything that is no path."""
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
        found = list(rows.filter(path__gt=start)[: size + 1])
        end = found[size - 1][2] if len(found) > size else ""
        found = found[:size]
    html = fragments_of_rows(
        [FragmentRow(pk, version, whose, piece) for pk, version, _, whose, piece in found], language
    )
    # A reaction that was changed between the two queries is there under its newer version; one that
    # is altogether gone is not, and the socket tells the rest.
    return ThreadPage(
        [ThreadPlace(pk, path, html[pk]) for pk, _, path, *_ in found if pk in html], start, end
    )


def page_start_for(comment: Comment) -> str:
    """After which path the page begins that holds this reaction, counted from the beginning."""
    places = Comment.objects.thread(comment.article)
    before = places.filter(path__lt=comment.path).count()
    full = before - before % settings.COMMENTS_PAGE_SIZE
    return places.values_list("path", flat=True)[full - 1] if full else ""
