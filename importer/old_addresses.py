"""The addresses that pages had at the site they came from, as we keep and look them up."""

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.http import QueryDict
from django.utils.text import slugify

from accounts.models import User
from articles.models import Article, Topic
from comments import people
from comments.models import Comment
from importer.models import (
    Imported,
    OldLink,
)

LONGEST = 500
# What WordPress adds behind an address of its own.
_ADDED = re.compile(
    r"/(?:(feed(?:/(?:atom|rss2?|rdf))?)|amp|embed|trackback|(?:comment-)?page[-/][0-9]+)$"
)
# Where it gathers pieces, under the names that Dutch sites give these; one may lie under another.
_GATHERED = re.compile(
    r"/(?:(?P<category>category|categorie|rubriek)|(?P<tag>tag|trefwoord)|(?P<author>author|auteur))"
    r"/(?:.*/)?(?P<name>[^/]+)"
)
# The same asked of its front page.
_ASKED = {"category_name": "category", "tag": "tag", "author_name": "author"}


class Found(NamedTuple):
    page: Article | Topic | User
    feed: str = ""  # what of "feed/atom" was asked for, if it was


def of_post(link: str, number: int) -> list[str]:
    """All that led to it there: its permalink and its number."""
    found = [of_number("p", number)]
    try:
        if path := _tidy(unquote(urlsplit(link.strip()).path)):
            found.append(path)
    except ValueError:  # no address at all
        pass
    return found


def of_author(login: str, number: int) -> list[str]:
    return [of_number("author", number), of_name("author", slugify(login))]


def of_number(kind: str, number: int) -> str:
    return f"?{kind}={number}"


def of_name(kind: str, name: str) -> str:
    """Of a category, tag or author; nothing for one without a name."""
    return _tidy(f"/{kind}/{unquote(name)}") if name else ""


def at(path: str) -> Found | None:
    """Which page that everyone can read had this path, or had what lay under it."""
    path = _tidy(path)
    added = _ADDED.search(path)
    bare = path[: added.start()] if added else path
    if gathered := _GATHERED.fullmatch(bare):
        paths = [of_name(_kind(gathered), gathered["name"])]
    else:
        # The page of an attachment lay under the article's.
        paths = [bare, bare.rpartition("/")[0]]
    page = _page(paths)
    return Found(page, (added and added[1]) or "") if page else None


def asked(query: QueryDict) -> Found | None:
    """Which page WordPress would have shown for this, asked of its front page."""
    keys = [
        of_number(kind, int(query[kind])) for kind in ("p", "author") if _is_number(query, kind)
    ]
    keys += [
        of_name(kind, query[name].rstrip("/").rpartition("/")[2])
        for name, kind in _ASKED.items()
        if name in query
    ]
    page = _page(keys)
    feed = query.get("feed", "")
    return Found(page, f"feed/{feed}" if feed else "") if page else None


def reaction(article: Article, number: int) -> Comment | None:
    """The one under this article that had this number there."""
    known = Imported.objects.filter(kind=Imported.Kind.COMMENT, their_id=number)
    found = Comment.objects.filter(article=article, pk__in=known.values("object_id"))
    return found.only("number").first()


def _kind(gathered: re.Match[str]) -> str:
    return next(kind for kind in _ASKED.values() if gathered[kind])


def _is_number(query: QueryDict, name: str) -> bool:
    value = query.get(name, "")
    return value.isascii() and value.isdecimal() and len(value) < 19


def _page(paths: list[str]) -> Article | Topic | User | None:
    """Of the first of these that led to one that can be read."""
    paths = [path for path in paths if path]
    if not paths:
        return None
    links = OldLink.objects.filter(path__in=paths).select_related("article", "topic")
    links = sorted(links.defer("article__body"), key=lambda link: paths.index(link.path))
    return next((page for page in map(_led_to, links) if page), None)


def _led_to(link: OldLink) -> Article | Topic | User | None:
    if article := link.article:
        return article if article.is_published or article.is_withdrawn else None
    if topic := link.topic:
        return topic if Article.objects.published().filter(topics=topic).exists() else None
    user = people.find(link.user_id)
    return user if user and user.is_author else None


def _tidy(path: str) -> str:
    """One form for all that meant the same there; nothing for what can be none of these."""
    path = path.lower().rstrip("/")
    return "" if "\0" in path or len(path) > LONGEST else path
