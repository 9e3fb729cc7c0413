"""What can be done with an account. The only place in this room that writes."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import tasks
from accounts.models import GuestLink, User, digest_of

KEPT = timedelta(days=7)  # a guest's link; longer than it can hold anything open


def describe(user: User, *, name: str, affiliation: str, language: str) -> None:
    """Change how a member is shown from now on; what was written before keeps its name."""
    user.name, user.affiliation, user.language = name, affiliation, language
    user.save(update_fields=["name", "affiliation", "language"])


@transaction.atomic
def ask_link(address: str, language: str) -> None:
    """Let the worker see whether it knows this address, and mail it a guest's link."""
    link = GuestLink.objects.create(email=address, language=language)
    tasks.send_guest_link.enqueue(link.pk)


def open_link(token: str) -> GuestLink | None:
    """Use a link, once; None when it was used, is too old, or is not ours."""
    links = GuestLink.objects.filter(digest=digest_of(token))
    if not links.that_open().update(opened_at=timezone.now()):
        return None
    return links.get()


def forget_links() -> None:
    """What no longer opens anything, nor holds anything open; until then it offers a new one."""
    GuestLink.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()
