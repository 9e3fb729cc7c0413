"""What a killed worker leaves behind."""

import logging
import threading
import time
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

log = logging.getLogger(__name__)


def recover() -> int:
    """Give back what has run for longer than any task of ours can: its worker was killed.

    The row would say for ever that it runs, and the mail in it would never be sent. Returns how
    many were given back. A task can thus run twice, and must be written so that this does no harm.
    """
    lost = timezone.now() - timedelta(seconds=settings.TASK_LOST_SECONDS)
    count = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=lost).update(
        status="READY", started_at=None
    )
    if count:
        log.warning("%s tasks of a worker that was killed are done again", count)
    return count


def recover_now_and_then() -> None:
    """In a thread of its own, as long as the process lives."""
    threading.Thread(target=_keep_recovering, name="recover", daemon=True).start()


def _keep_recovering() -> None:
    while True:
        try:
            recover()
        except Exception:
            log.exception("Lost tasks could not be looked for; it is tried again")
        finally:
            close_old_connections()
        time.sleep(max(1, min(60, settings.TASK_LOST_SECONDS / 2)))
