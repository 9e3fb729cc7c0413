"""Bylines: the names above an article."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common import names


class Byline(models.Model):
    """One writer of one article, with their affiliation at that time."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="bylines")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bylines",
        help_text=_("Anyone named here can reply under the article as its author."),
    )
    name = models.CharField(_("name"), max_length=60)
    name_key = models.CharField(max_length=120, editable=False, db_index=True)
    affiliation = models.CharField(_("affiliation"), max_length=120, blank=True)
    about = models.CharField(_("about the author, in one line"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("article", "user"), name="byline_once_a_member"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def page_key(self) -> int | None:
        """The primary key of the member whose page the byline links to, if any."""
        return self.user_id if self.user_id and self.user.is_active else None

    def save(self, *args, **kwargs) -> None:
        self.name = names.tidy_line(self.name)
        self.name_key = names.name_skeleton(self.name)
        super().save(*args, **kwargs)
