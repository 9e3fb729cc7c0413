"""What the worker does when something happened."""

from django_tasks import task

from notifications import actions


@task()
def spread(event: str, key: int) -> None:
    """Tell whom it concerns. Run twice it tells no one twice."""
    actions.spread(event, key)
