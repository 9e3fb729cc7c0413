"""Earlier images, to be used again."""

from typing import NamedTuple

from django.http import QueryDict
from django.shortcuts import get_object_or_404

from articles.models import Image, ImageQuerySet
from articles.permissions import may_edit_all_articles
from common.paging import keyset_page
from common.params import parse_number

IMAGES_PER_PAGE = 12


class ImageListPage(NamedTuple):
    """One page of images; `next` is the cursor of the following page, if any."""

    images: list[Image]
    words: str
    next: str


def selectable_images(user) -> ImageQuerySet:
    """Return all images to editors, and to authors their own: others may be of a draft."""
    found = Image.objects.selectable()
    return found if may_edit_all_articles(user) else found.filter(by=user)


def image_list_page(user, query: QueryDict) -> ImageListPage:
    words = query.get("zoek", "").strip()[:100]
    found = selectable_images(user).matching_words(words)
    images, further = keyset_page(found, ("-pk",), query.get("na", ""), IMAGES_PER_PAGE)
    return ImageListPage(images, words, further)


def get_chosen_image(user, sent: QueryDict) -> Image:
    """Return the chosen image, or raise Http404."""
    return get_object_or_404(selectable_images(user), pk=parse_number(sent.get("image", "")) or 0)
