"""The time that held reactions waited for the decision of a person."""

from django.db.models import F, QuerySet

from comments.models import Decision
from desk.statistics.sql import SecondsBetween


def decisions_with_wait() -> QuerySet:
    """Decisions by people on what a rule or the policy held, each with its `seconds`.

    Removing what was public, or changing one's mind, waited for nobody and is not among them.
    """
    held = Decision.objects.by_people().filter(held_since__isnull=False)
    return held.annotate(seconds=SecondsBetween(F("created_at"), F("held_since")))
