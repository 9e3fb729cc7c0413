"""Worker tasks for a reaction that was published, changed or removed."""

from django_tasks import task

from search import actions


@task()
def follow(event: str, key: int) -> None:
    """Update the index for one reaction; it is idempotent."""
    actions.reindex_comments([key])
