"""The lists of the writing desk."""

from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.permissions import may_edit_all_articles
from common.paging import KeysetPage, keyset_page

Status = Article.Status
ARTICLES_PER_PAGE = 30


class WritingDeskList(NamedTuple):
    """One of the lists of the writing desk; its name is its value in the URL."""

    name: str
    title: str
    what: Q


def writing_desk_lists(user) -> list[WritingDeskList]:
    now = timezone.now()
    published = Q(status=Status.PUBLISHED, published_at__lte=now)
    found = [
        WritingDeskList("mijn", _("My articles"), Q(bylines__user=user)),
        WritingDeskList("bezig", _("Drafts"), Q(status=Status.DRAFT)),
        # Also published articles with a draft: their changes wait for an editor too.
        WritingDeskList(
            "na-te-kijken",
            _("Ready to edit"),
            Q(status=Status.READY) | Q(status=Status.PUBLISHED, draft__isnull=False),
        ),
        WritingDeskList(
            "gepland", _("Scheduled"), Q(status=Status.PUBLISHED, published_at__gt=now)
        ),
        WritingDeskList("gepubliceerd", _("Published"), published),
        WritingDeskList("ingetrokken", _("Withdrawn"), Q(status=Status.WITHDRAWN)),
    ]
    # Authors see their own articles only, which the first list holds.
    return found if may_edit_all_articles(user) else found[:1]


def writing_desk_articles(user) -> QuerySet[Article]:
    """Return the articles this member may see here, with the moment each was last saved."""
    found = Article.objects.all() if may_edit_all_articles(user) else Article.objects.by(user)
    return found.annotate(touched=Coalesce("draft__saved_at", "updated_at"))


def writing_desk_counts(user) -> dict[str, int]:
    """Count the articles in each list of the desk."""
    named = {
        shelf.name.replace("-", "_"): Count("pk", filter=shelf.what, distinct=True)
        for shelf in writing_desk_lists(user)
    }
    return {
        name.replace("_", "-"): n
        for name, n in writing_desk_articles(user).aggregate(**named).items()
    }


def articles_in_desk_list(
    shelf: WritingDeskList, user, sought: str = "", after: str = ""
) -> KeysetPage:
    """Return a page of the articles of a list, last changed first, from the cursor `after`."""
    found = writing_desk_articles(user).filter(shelf.what)
    if sought:
        found = found.filter(Q(title__icontains=sought) | Q(draft__title__icontains=sought))
    found = found.select_related("draft__saved_by").prefetch_related("bylines")
    found = found.annotate(working_title=Coalesce("draft__title", F("title")))
    found = found.defer("body", "draft__body")
    return keyset_page(found, ("-touched", "-pk"), after, ARTICLES_PER_PAGE)
