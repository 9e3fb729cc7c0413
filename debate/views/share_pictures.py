"""Share pictures of all pages other than articles."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from articles.models import Article, Dossier, Series, Topic
from bulletins.models import Bulletin
from comments import people
from comments.models import Comment
from common.email import absolute_url
from syndication import sharing
from syndication.views import share_image as share_views


@require_safe
def page_share_picture(
    request: HttpRequest, kind: str, language: str, key: int, edition: str
) -> HttpResponse:
    """Serve the share picture of a page that everyone can read; 404 for any other."""
    thing = (
        SHARE_CARD_KINDS[kind].find(key)
        if kind in SHARE_CARD_KINDS and language in sharing.LOCALES
        else None
    )
    if thing is None:
        raise Http404
    with override(language):
        card, here = SHARE_CARD_KINDS[kind].card(thing), page_picture_url(kind, thing)
    return share_views.share_picture_response(
        request, card, edition, here, name=f"{kind}:{key}:{language}"
    )


def page_picture_url(kind: str, thing: Any) -> str:
    """Return the address of the share picture of `thing`, in the active language."""
    key, card = getattr(thing, "pk", 0), SHARE_CARD_KINDS[kind].card(thing)
    return absolute_url(reverse("page_picture", args=[kind, get_language(), key, card.edition]))


def _site(name: str) -> sharing.ShareCard:
    return sharing.make_share_card(
        name, _("%(site_name)s: opinions that get a reply.") % {"site_name": name}
    )


def _dossier(key: int) -> Dossier | None:
    """Find a public dossier, with the number of reactions under its articles as on its page."""
    found = Dossier.objects.published().filter(pk=key).first()
    if found:
        articles = Article.objects.published().filter(dossiers=found).only("pk")
        found.reaction_count = sum(Comment.objects.counts(articles).values())
    return found


def _author(key: int) -> User | None:
    found = people.find_profile_user(key)
    return found if found and found.is_author else None


def _finder_with_articles(model: type[Topic] | type[Series], name: str) -> Callable[[int], Any]:
    """Make a finder of the topics or series that have a published article."""

    def find(key: int):
        read = Article.objects.published().filter(**{name: key})
        return model.objects.filter(pk=key).first() if read.exists() else None

    return find


def _bulletin(bulletin: Bulletin) -> sharing.ShareCard:
    number = _("Bulletin %(n)s") % {"n": bulletin.number}
    return sharing.make_share_card(bulletin.title, number, date_format(bulletin.date, "j F Y"))


class ShareCardKind(NamedTuple):
    """A kind of page: how to find its public object, and the card that its picture shows."""

    find: Callable[[int], Any]
    card: Callable[[Any], sharing.ShareCard]


# By the name of the kind in the address.
SHARE_CARD_KINDS = {
    "site": ShareCardKind(lambda key: None if key else settings.SITE_NAME, _site),
    "dossier": ShareCardKind(
        _dossier, lambda d: sharing.make_share_card(d.title, _("Dossier"), count=d.reaction_count)
    ),
    "onderwerp": ShareCardKind(
        _finder_with_articles(Topic, "topics"),
        lambda t: sharing.make_share_card(t.name, _("Topic")),
    ),
    "serie": ShareCardKind(
        _finder_with_articles(Series, "series"),
        lambda s: sharing.make_share_card(s.title, _("Series")),
    ),
    "mens": ShareCardKind(
        _author, lambda user: sharing.make_share_card(user.name, user.affiliation)
    ),
    "bulletin": ShareCardKind(
        lambda key: Bulletin.objects.published().filter(pk=key).first(), _bulletin
    ),
}
