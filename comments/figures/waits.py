"""How long what was held waited for the decision of a person."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from comments.figures.sql import Seconds
from comments.models import Decision

Verdict = Decision.Verdict


def waits() -> QuerySet:
    """Decisions by people on what a rule or the policy held, each with `hold_rule` and `seconds`.

    `Comment.held_at` is emptied when it is decided, so the wait begins at the decision just before
    this one, where that held the text. Removing what was public, or changing one's mind, waited for
    nobody and is not among them.
    """
    before = Decision.objects.filter(comment=OuterRef("comment"), pk__lt=OuterRef("pk"))
    last = Decision.objects.filter(pk=OuterRef("before"), verdict=Verdict.HOLD)
    return (
        Decision.objects.by_people()
        .filter(Q(from_status="pending") | Q(from_status="published", to_status="published"))
        .annotate(before=Subquery(before.order_by("-pk").values("pk")[:1]))
        .annotate(
            since=Subquery(last.values("created_at")[:1]),
            hold_rule=Subquery(last.values("rule")[:1]),
        )
        .filter(since__isnull=False)
        .annotate(seconds=Seconds(F("created_at"), F("since")))
    )
