from collections.abc import Callable

import pytest

from search import actions
from search.expansion import asked
from search.find import Filters, find
from search.query import read
from tests.search import library


@pytest.fixture
def shelves(db) -> None:
    """The library, published and indexed."""
    library.fill()
    actions.reindex()


@pytest.fixture
def look() -> Callable[..., list[str]]:
    """The keys of what the first page shows when this is typed."""

    def look(typed: str, filters: Filters | None = None, **how) -> list[str]:
        found = find(asked(read(typed)), filters or Filters(), **how)
        return [library.key_of(entry) for entry in found.entries]

    return look
