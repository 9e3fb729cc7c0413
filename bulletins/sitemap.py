"""The bulletins in the sitemap."""

from django.urls import reverse

from bulletins.models import Bulletin


def public() -> list[str]:
    """Return the paths of the list and of each bulletin; none if no bulletin is published."""
    numbers = Bulletin.objects.published().order_by("number").values_list("number", flat=True)
    found = [reverse("bulletin", args=[number]) for number in numbers]
    return [reverse("bulletins"), *found] if found else []
