"""View counts of articles: no cookies, no robots, no reloads, written in batches."""

import atexit
import hashlib
import hmac
import re
import threading
from collections import Counter

from django.conf import settings
from django.core.cache import cache
from django.db import close_old_connections
from django.db.models import F
from django.utils import timezone

from articles.models import Article
from common.clients import client_address

FLUSH_SECONDS = 10
ONE_VISIT_SECONDS = 30 * 60

_ROBOT = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|fetch|monitor|archiv|headless|curl|wget|python|httpx"
    r"|java/|libwww|scrap|lighthouse|facebookexternalhit|feed",
    re.IGNORECASE,
)

_waiting: Counter[int] = Counter()
_lock = threading.Lock()
_timer: threading.Timer | None = None


def count_article_view(article: Article, request) -> None:
    """Count one view, unless by a robot or by a visitor counted in the last half hour."""
    agent = request.headers.get("User-Agent", "")
    if request.method != "GET" or not agent or _ROBOT.search(agent):
        return
    if request.headers.get("Sec-Purpose", "").startswith("prefetch"):
        return
    # The hash changes every day and is stored only in the cache, for half an hour.
    visitor = hmac.new(
        settings.SECRET_KEY.encode(),
        f"{timezone.now():%Y-%m-%d} {client_address(request)} {agent} {article.pk}".encode(),
        hashlib.sha256,
    ).hexdigest()[:24]
    if cache.add(f"view:{visitor}", 1, timeout=ONE_VISIT_SECONDS):
        _add(article.pk)


def _add(article_pk: int) -> None:
    global _timer
    with _lock:
        _waiting[article_pk] += 1
        if _timer is None:
            _timer = threading.Timer(FLUSH_SECONDS, _flush_in_thread)
            _timer.daemon = True
            _timer.start()


def _flush_in_thread() -> None:
    try:
        flush_view_counts()
    finally:
        close_old_connections()


def flush_view_counts() -> None:
    """Write the views counted since the last flush to the database."""
    global _timer
    with _lock:
        counted, _timer = dict(_waiting), None
        _waiting.clear()
    for article_pk, views in counted.items():
        Article.objects.filter(pk=article_pk).update(views=F("views") + views)


atexit.register(flush_view_counts)
