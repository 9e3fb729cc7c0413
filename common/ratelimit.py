"""Rate limits, counted in the cache and so shared by all processes."""

import hashlib
import time

from django.conf import settings
from django.core.cache import cache


def within_rate_limit(what: str, who: str, limit: int, seconds: int) -> bool:
    """Count one more `what` by `who`; return False if over `limit` in this window of `seconds`.

    The window is fixed, so around its edge up to twice the limit can pass.
    """
    return not settings.RATE_LIMITS or count_attempt(what, who, seconds) <= limit


def count_attempt(what: str, who: str, seconds: int) -> int:
    """Count one more `what` by `who`, and return the total in this window of `seconds`."""
    window = int(time.time() // seconds)
    # Hashed, so that the cache holds no address.
    person = hashlib.blake2b(
        who.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=12
    ).hexdigest()
    key = f"limit:{what}:{person}:{window}"
    cache.add(key, 0, timeout=seconds * 2)
    try:
        return cache.incr(key)
    except ValueError:  # evicted between the two calls
        return 1
