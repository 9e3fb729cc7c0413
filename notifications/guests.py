"""Whether someone without an account let themselves be told something."""

from notifications.models import Subscriber


def knows(address: str) -> bool:
    return Subscriber.objects.filter(email=address, user=None, confirmed_at__isnull=False).exists()
