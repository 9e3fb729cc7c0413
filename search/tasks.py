"""Tasks of the worker when a reaction appeared, changed or went."""

from django_tasks import task

from search import actions


@task()
def follow(event: str, key: int) -> None:
    """Let the index follow; run twice it changes nothing."""
    actions.reindex_comments([key])
