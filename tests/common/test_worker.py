"""The worker goes on, whatever becomes of what it is doing."""

import pytest
from django_tasks_db.models import DBTaskResult

from comments.tasks import send_confirmation
from common.worker import make_worker


@pytest.mark.django_db(transaction=True)
def test_a_task_may_be_taken_away_while_it_runs(caplog):
    send_confirmation.enqueue(1)
    running = DBTaskResult.objects.ready().get()
    running.claim("w")
    DBTaskResult.objects.all().delete()
    make_worker(interval=0.1).run_task(running)
    assert "worker.task_row_deleted" in caplog.text
