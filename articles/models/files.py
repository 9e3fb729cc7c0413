"""Images and attachments of an article."""

import uuid
from datetime import timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common import pictures
from common.pictures import Picture

UNUSED_IMAGE_LIFETIME = timedelta(days=30)  # unused images are kept this long
LAST_DAY = timedelta(days=1)


class ImageQuerySet(models.QuerySet):
    def selectable(self) -> "ImageQuerySet":
        """Return images that can be used again, newest first: not those soon to be deleted."""
        still = Q(unused_since=None) | Q(
            unused_since__gt=timezone.now() - UNUSED_IMAGE_LIFETIME + LAST_DAY
        )
        return self.filter(still).order_by("-pk")

    def matching_words(self, words: str) -> "ImageQuerySet":
        """Return images with all these words in alternative text, caption or credit."""
        found = self
        for word in words.split():
            said = ("alt", "caption", "credit")
            found = found.filter(reduce(or_, (Q(**{f"{n}__icontains": word}) for n in said)))
        return found


class Image(models.Model):
    """An image, re-encoded in several widths without the metadata of its camera."""

    # Part of the names of its files: see common/pictures.py.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(_("alternative text"), max_length=300)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    # The moment it was found to be unused: see actions.delete_unused_images.
    unused_since = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.alt

    @property
    def below(self) -> str:
        """The line under the image: its caption and credit."""
        between = " " if self.caption.endswith((".", "!", "?", "…")) else " · "
        return between.join(filter(None, (self.caption, self.credit)))

    @property
    def picture(self) -> Picture:
        """The URLs of its files: `.src`, `.srcset`, `.address(width)` for one of its `.widths`."""
        return pictures.picture_from_key(self.key.hex, self.width, self.height)


class Attachment(models.Model):
    """A document that readers can download; never shown as a page of this site."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="attachments")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=120)
    # Found from its content, not from its name.
    extension = models.CharField(max_length=5, editable=False)
    size = models.PositiveBigIntegerField(editable=False)  # bytes
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("attachment", args=[self.key, self.extension])
