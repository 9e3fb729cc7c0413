"""The paths of the pages that search engines may find."""

from django.urls import reverse

from bulletins.models import Bulletin


def public() -> list[str]:
    """The list and each bulletin; none while there is nothing to list."""
    numbers = Bulletin.objects.published().order_by("number").values_list("number", flat=True)
    found = [reverse("bulletin", args=[number]) for number in numbers]
    return [reverse("bulletins"), *found] if found else []
