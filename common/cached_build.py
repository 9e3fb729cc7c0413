"""A cache of slow builds: one caller builds, while others wait or get the previous edition."""

import time
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

# Longer than any build takes; after this, the builder is presumed dead.
MAX_BUILD_SECONDS = 60
POLL_SECONDS = 0.05  # seconds
CACHE_SECONDS = 2 * 24 * 60 * 60

Made = TypeVar("Made")


def cached_build(name: str, edition: str, make: Callable[[], Made]) -> Made:
    """Return the result of `make`, built once for each `edition` of `name`, also under load.

    During the build of a new edition everyone else gets the previous one; if there is none, they
    wait.
    """
    until = time.monotonic() + MAX_BUILD_SECONDS
    while True:
        found: tuple[str, Made] | None = cache.get(name)
        if found and found[0] == edition:
            return found[1]
        if cache.add(f"{name}:making", True, timeout=MAX_BUILD_SECONDS):
            break
        if found:
            return found[1]
        if time.monotonic() > until:
            return make()
        time.sleep(POLL_SECONDS)
    try:
        made = make()
        cache.set(name, (edition, made), timeout=CACHE_SECONDS)
    finally:
        cache.delete(f"{name}:making")
    return made
