"""Hooks by which a room serves the rooms left of it, which may not import it.

Each hook is filled by the module `hooks` of a room; debate/apps.py imports these once all models
are loaded.
"""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

F = TypeVar("F", bound=Callable)


class Hook(Generic[F]):
    """Functions by name, registered by the rooms that have them."""

    def __init__(self) -> None:
        self._functions: dict[str, F] = {}

    def register(self, name: str, function: F) -> None:
        self._functions[name] = function

    def __getitem__(self, name: str) -> F:
        return self._functions[name]

    def __iter__(self) -> Iterator[F]:
        return iter(self._functions.values())


# Whether something confirmed is known of a guest's address: such a guest gets a link.
guest_is_known: Hook[Callable[[str], bool]] = Hook()
# Paths of public pages that a sitemap names beside articles and what gathers them.
sitemap_paths: Hook[Callable[[], list[str]]] = Hook()
# Writes what goes to the newsletter's readers, at the moment of its sending, of what is public
# then: (key, language, footing) -> common.email.Letter, or None when there is nothing to send.
mailings: Hook[Callable] = Hook()
