"""The lists of the writing desk."""

from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.permissions import edits_all

Status = Article.Status
SHOWN = 30


class Shelf(NamedTuple):
    """One of the lists; its name is what the address says."""

    name: str
    title: str
    what: Q


def shelves(user) -> list[Shelf]:
    now = timezone.now()
    published = Q(status=Status.PUBLISHED, published_at__lte=now)
    found = [
        Shelf("mijn", _("Mine"), Q(bylines__user=user)),
        Shelf("bezig", _("Being written"), Q(status=Status.DRAFT)),
        # Also what was changed after it was published: it waits for an editor just the same.
        Shelf(
            "na-te-kijken",
            _("To edit"),
            Q(status=Status.READY) | Q(status=Status.PUBLISHED, draft__isnull=False),
        ),
        Shelf("gepland", _("Scheduled"), Q(status=Status.PUBLISHED, published_at__gt=now)),
        Shelf("gepubliceerd", _("Published"), published),
        Shelf("ingetrokken", _("Withdrawn"), Q(status=Status.WITHDRAWN)),
    ]
    # An author's own are all that they see: one list holds them.
    return found if edits_all(user) else found[:1]


def pieces(user) -> QuerySet[Article]:
    """What this member may see here, with when each was last saved."""
    found = Article.objects.all() if edits_all(user) else Article.objects.by(user)
    return found.annotate(touched=Coalesce("draft__saved_at", "updated_at"))


def counts(user) -> dict[str, int]:
    """How many there are on each shelf."""
    named = {
        shelf.name.replace("-", "_"): Count("pk", filter=shelf.what, distinct=True)
        for shelf in shelves(user)
    }
    return {name.replace("_", "-"): n for name, n in pieces(user).aggregate(**named).items()}


def on(shelf: Shelf, user, sought: str = "", after: str = "") -> QuerySet[Article]:
    """The pieces on a shelf, what was touched last first; only those after `after`, if given."""
    found = pieces(user).filter(shelf.what)
    if sought:
        found = found.filter(Q(title__icontains=sought) | Q(draft__title__icontains=sought))
    if after.isdecimal() and len(after) <= 18:
        last = pieces(user).filter(pk=int(after)).values_list("touched", flat=True).first()
        if last:
            found = found.filter(Q(touched__lt=last) | Q(touched=last, pk__lt=int(after)))
    found = found.select_related("draft__saved_by").prefetch_related("bylines")
    return (
        found.annotate(working_title=Coalesce("draft__title", F("title")))
        .order_by("-touched", "-pk")
        .defer("body", "draft__body")
    )
