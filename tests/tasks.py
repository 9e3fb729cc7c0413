"""The worker's work, done in the test itself."""

from django_tasks_db.models import DBTaskResult


def work() -> None:
    """Do all tasks that are due, as a worker would in a process of its own."""
    while found := DBTaskResult.objects.ready().first():
        found.claim("w")
        found.task.call(*found.args_kwargs["args"], **found.args_kwargs["kwargs"])
        DBTaskResult.objects.filter(pk=found.pk).update(status="SUCCESSFUL")
