"""Rate limits on strangers. Counted in the cache, so shared by all processes."""

import hashlib
import time

from django.conf import settings
from django.core.cache import cache


def within_rate_limit(what: str, who: str, limit: int, seconds: int) -> bool:
    """Count one more `what` by `who`; False when that is over `limit` in this window of `seconds`.

    The window is fixed, so at its edge up to twice the limit can pass.
    """
    return not settings.RATE_LIMITS or count_attempt(what, who, seconds) <= limit


def count_attempt(what: str, who: str, seconds: int) -> int:
    """Count one more `what` by `who`, and say how many that makes in this window of `seconds`."""
    window = int(time.time() // seconds)
    # Hashed, so that no address is kept in the cache.
    person = hashlib.blake2b(
        who.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=12
    ).hexdigest()
    key = f"limit:{what}:{person}:{window}"
    cache.add(key, 0, timeout=seconds * 2)
    try:
        return cache.incr(key)
    except ValueError:  # evicted between the two calls
        return 1
