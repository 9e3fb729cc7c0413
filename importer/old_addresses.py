"""The addresses of pages at the old site: their normal form, and looking them up."""

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.http import QueryDict
from django.utils.text import slugify

from accounts.models import User
from articles.models import Article, Topic
from comments import people
from comments.models import Comment
from common.params import parse_number
from importer.models import Imported, OldLink

MAX_PATH_LENGTH = 500
# Suffixes that WordPress adds to the address of a page.
_SUFFIX = re.compile(
    r"/(?:(feed(?:/(?:atom|rss2?|rdf))?)|amp|embed|trackback|(?:comment-)?page[-/][0-9]+)$"
)
# Archives by category, tag or author, also with Dutch names; a category may lie under another.
_ARCHIVE_PATH = re.compile(
    r"/(?:(?P<category>category|categorie|rubriek)|(?P<tag>tag|trefwoord)|(?P<author>author|auteur))"
    r"/(?:.*/)?(?P<name>[^/]+)"
)
# The same archives as queries of the front page.
_QUERY_KINDS = {"category_name": "category", "tag": "tag", "author_name": "author"}


class LinkTarget(NamedTuple):
    page: Article | Topic | User
    feed: str = ""  # the feed that was requested, such as "feed/atom"


def post_paths(link: str, number: int) -> list[str]:
    """Return the old paths of a post: its number and its permalink."""
    found = [number_path("p", number)]
    try:
        if path := _normalize_path(unquote(urlsplit(link.strip()).path)):
            found.append(path)
    except ValueError:  # not a valid address
        pass
    return found


def author_paths(login: str, number: int) -> list[str]:
    return [number_path("author", number), name_path("author", slugify(login))]


def number_path(kind: str, number: int) -> str:
    return f"?{kind}={number}"


def name_path(kind: str, name: str) -> str:
    """Return the old path of a category, tag or author, or "" without a name."""
    return _normalize_path(f"/{kind}/{unquote(name)}") if name else ""


def page_at_old_path(path: str) -> LinkTarget | None:
    """Return the public page for this old path, or for the path above it."""
    path = _normalize_path(path)
    added = _SUFFIX.search(path)
    bare = path[: added.start()] if added else path
    if gathered := _ARCHIVE_PATH.fullmatch(bare):
        paths = [name_path(_archive_kind(gathered), gathered["name"])]
    else:
        # The page of an attachment was below the article's path.
        paths = [bare, bare.rpartition("/")[0]]
    page = _first_readable_page(paths)
    return LinkTarget(page, (added and added[1]) or "") if page else None


def page_for_old_query(query: QueryDict) -> LinkTarget | None:
    """Return the public page that WordPress showed for this query of its front page."""
    keys = [
        number_path(kind, number)
        for kind in ("p", "author")
        if (number := parse_number(query.get(kind, ""))) is not None
    ]
    keys += [
        name_path(kind, query[name].rstrip("/").rpartition("/")[2])
        for name, kind in _QUERY_KINDS.items()
        if name in query
    ]
    page = _first_readable_page(keys)
    feed = query.get("feed", "")
    return LinkTarget(page, f"feed/{feed}" if feed else "") if page else None


def imported_comment(article: Article, number: int) -> Comment | None:
    """Return the comment under this article with this number at the old site."""
    known = Imported.objects.filter(kind=Imported.Kind.COMMENT, their_id=number)
    found = Comment.objects.filter(article=article, pk__in=known.values("object_id"))
    return found.only("number").first()


def _archive_kind(gathered: re.Match[str]) -> str:
    return next(kind for kind in _QUERY_KINDS.values() if gathered[kind])


def _first_readable_page(paths: list[str]) -> Article | Topic | User | None:
    """Return the first public page that one of these paths leads to."""
    paths = [path for path in paths if path]
    if not paths:
        return None
    links = OldLink.objects.filter(path__in=paths).select_related("article", "topic")
    links = sorted(links.defer("article__body"), key=lambda link: paths.index(link.path))
    return next((page for page in map(_page_of_link, links) if page), None)


def _page_of_link(link: OldLink) -> Article | Topic | User | None:
    if article := link.article:
        return article if article.is_published or article.is_withdrawn else None
    if topic := link.topic:
        return topic if Article.objects.published().filter(topics=topic).exists() else None
    user = people.find_profile_user(link.user_id)
    return user if user and user.is_author else None


def _normalize_path(path: str) -> str:
    """Return the normal form of an old path, or "" if it cannot be one."""
    path = path.lower().rstrip("/")
    return "" if "\0" in path or len(path) > MAX_PATH_LENGTH else path
