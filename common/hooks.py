"""Hooks by which a room serves lower rooms, which may not import it (see docs/architecture.md).

A room registers its functions in its module `hooks`; debate/apps.py imports these modules once all
models are loaded.
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


# Return True if a guest confirmed something here with this address: such a guest gets a link.
guest_is_known: Hook[Callable[[str], bool]] = Hook()
# Paths of public pages for the sitemap, besides articles and the pages that list them.
sitemap_paths: Hook[Callable[[], list[str]]] = Hook()
# Render a mail to the newsletter's readers, at the time of sending, from what is public then:
# (key, language, footing) -> common.email.MailContent, or None when there is nothing to send.
mailings: Hook[Callable] = Hook()
