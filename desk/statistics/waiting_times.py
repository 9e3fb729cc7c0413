"""The time that held reactions waited for the decision of a person."""

from django.db.models import F, QuerySet

from comments.models import Decision
from desk.statistics.sql import SecondsBetween


def decisions_with_wait() -> QuerySet:
    """Return decisions by people on what a rule or the policy held, each with its `seconds`.

    The removal of a public reaction or a changed decision had no wait and is left out.
    """
    held = Decision.objects.by_people().filter(held_since__isnull=False)
    return held.annotate(seconds=SecondsBetween(F("created_at"), F("held_since")))
