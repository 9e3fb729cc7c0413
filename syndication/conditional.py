"""The Last-Modified date of a page, derived from its content.

No column says when something was removed, so the date is the moment at which the page was first
served as it is now. A conditional request never misses a change: not when the cache was emptied,
nor by two changes within one second.
"""

import hashlib
import time

from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date

KEEP_SECONDS = 60 * 60 * 24 * 30  # seconds


def set_last_modified(response: HttpResponse, name: str) -> HttpResponse:
    """Set Last-Modified. Django's ConditionalGetMiddleware adds the ETag and answers 304."""
    content = hashlib.blake2b(response.content, digest_size=16).hexdigest()
    key = f"seen:{name}"
    before, since = cache.get(key) or ("", 0)
    if content != before:
        since = max(int(time.time()), since + 1)
        cache.set(key, (content, since), timeout=KEEP_SECONDS)
    response["Last-Modified"] = http_date(since)
    # Caches may keep it but must revalidate, so that what is withdrawn is gone everywhere at once.
    patch_cache_control(response, public=True, no_cache=True)
    return response
