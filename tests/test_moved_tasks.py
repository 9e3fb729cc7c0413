"""Tasks in the queue of a former version are done by this one."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils.module_loading import import_string
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from comments.tasks import send_confirmation

moved = import_module("debate.migrations.0001_moved_tasks")


@pytest.mark.parametrize("path", moved.MOVED.values())
def test_the_new_path_leads_to_a_task(path):
    assert isinstance(import_string(path), Task)


def test_a_waiting_task_is_found_under_its_new_path(db):
    send_confirmation.enqueue(1)
    DBTaskResult.objects.update(task_path="comments.actions.together.carry_out")
    moved.rename(apps, None)
    assert DBTaskResult.objects.get().task_path == "desk.actions.bulk.run_batch"
