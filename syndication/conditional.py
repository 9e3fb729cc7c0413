"""The last change of a page, told by what is in it.

No date in our tables says when something was taken away, so the moment counts at which we first saw
the page as it is now. Whoever asks "since then?" is never kept from a change: not when the cache
was emptied, nor by two changes within one second.
"""

import hashlib
import time

from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date

KEEP_SECONDS = 60 * 60 * 24 * 30  # seconds


def set_last_modified(response: HttpResponse, name: str) -> HttpResponse:
    """Date it. The ETag, and "not modified", are for Django's own middleware to say."""
    content = hashlib.blake2b(response.content, digest_size=16).hexdigest()
    key = f"seen:{name}"
    before, since = cache.get(key) or ("", 0)
    if content != before:
        since = max(int(time.time()), since + 1)
        cache.set(key, (content, since), timeout=KEEP_SECONDS)
    response["Last-Modified"] = http_date(since)
    # Kept by anyone, and asked about each time: what is withdrawn is gone everywhere at once.
    patch_cache_control(response, public=True, no_cache=True)
    return response
