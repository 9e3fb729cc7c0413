"""Earlier images, to be used again."""

from typing import NamedTuple

from django.http import QueryDict
from django.shortcuts import get_object_or_404

from articles.models import Image, ImageQuerySet
from articles.permissions import may_edit_all_articles
from common.params import parse_number

IMAGES_PER_PAGE = 12


class ImageListPage(NamedTuple):
    """One page of images; `next` is the key for the following page, if any."""

    images: list[Image]
    words: str
    next: int | None


def selectable_images(user) -> ImageQuerySet:
    """Return all images to editors, and to authors their own: others may be of a draft."""
    found = Image.objects.selectable()
    return found if may_edit_all_articles(user) else found.filter(by=user)


def image_list_page(user, query: QueryDict) -> ImageListPage:
    words = query.get("zoek", "").strip()[:100]
    found = selectable_images(user).matching_words(words)
    after = parse_number(query.get("na", ""))
    if after is not None:
        found = found.filter(pk__lt=after)
    images = list(found[: IMAGES_PER_PAGE + 1])
    return ImageListPage(
        images[:IMAGES_PER_PAGE],
        words,
        images[IMAGES_PER_PAGE - 1].pk if len(images) > IMAGES_PER_PAGE else None,
    )


def get_chosen_image(user, sent: QueryDict) -> Image:
    """Return the chosen image, or raise Http404."""
    return get_object_or_404(selectable_images(user), pk=parse_number(sent.get("image", "")) or 0)
