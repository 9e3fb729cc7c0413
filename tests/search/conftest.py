from collections.abc import Callable

import pytest

from search import actions
from search.expansion import expand_query
from search.find import SearchFilters, find_entries
from search.query import parse_query
from tests.search import library


@pytest.fixture
def shelves(db) -> None:
    """The library, published and indexed."""
    library.fill()
    actions.rebuild_search_index()


@pytest.fixture
def look() -> Callable[..., list[str]]:
    """The keys of what the first page shows when this is typed."""

    def look(typed: str, filters: SearchFilters | None = None, **how) -> list[str]:
        found = find_entries(expand_query(parse_query(typed)), filters or SearchFilters(), **how)
        return [library.key_of(entry) for entry in found.entries]

    return look
