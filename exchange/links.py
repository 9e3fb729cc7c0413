"""The addresses that articles had at the site they came from, as we keep and look them up."""

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from articles.models import Article
from exchange.models import OldLink

LONGEST = 500
# What WordPress adds behind an article's own address.
_ADDED = re.compile(r"/(?:(feed(?:/(?:atom|rss2?|rdf))?)|amp|trackback|comment-page-[0-9]+)$")


class Found(NamedTuple):
    article: Article
    feed: str = ""  # what of "feed/atom" was asked for, if it was


def of_post(link: str, number: int) -> list[str]:
    """All that led to it there: its permalink and its number."""
    found = [of_number(number)]
    try:
        if path := _tidy(unquote(urlsplit(link.strip()).path)):
            found.append(path)
    except ValueError:  # no address at all
        pass
    return found


def of_number(number: int) -> str:
    return f"?p={number}"


def at(path: str) -> Found | None:
    """Which public article had this path, asked in one query at most."""
    path = _tidy(path)
    added = _ADDED.search(path)
    article = _article(path[: added.start()] if added else path)
    return Found(article, (added and added[1]) or "") if article else None


def numbered(number: str) -> Article | None:
    """Which public article had this number: WordPress's own `?p=`."""
    is_number = number.isascii() and number.isdecimal() and len(number) < 19
    return _article(of_number(int(number))) if is_number else None


def _article(path: str) -> Article | None:
    if not path:
        return None
    known = OldLink.objects.filter(path=path).values("article")
    return Article.objects.with_page().filter(pk__in=known).defer("body").first()


def _tidy(path: str) -> str:
    """One form for all that meant the same there; nothing for what cannot be an article's."""
    path = path.lower().rstrip("/")
    return "" if "\0" in path or len(path) > LONGEST else path
