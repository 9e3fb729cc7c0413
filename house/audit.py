"""The record of what the team and the rules did. It is only ever added to."""

from accounts.models import User
from house.models import AuditEntry


def record(verb: str, subject: str, *, by: User | None = None, **details) -> None:
    """Add an entry, in the transaction of what it tells of. `details` may name no person and quote
    nothing of what was written: an entry can never be taken back."""
    AuditEntry.objects.create(
        verb=verb, subject=subject, actor=by.pk if by else None, details=details
    )


def of_comment(pk: int) -> str:
    return f"comment:{pk}"
