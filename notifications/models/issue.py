"""The issues of the weekly newsletter."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IssueQuerySet(models.QuerySet):
    def sent(self) -> "IssueQuerySet":
        """Return the issues that were sent, and so are public; newest first."""
        return self.filter(number__isnull=False).order_by("-number")


class Issue(models.Model):
    """An issue: an editor's choices for one week and, once sent, its content.

    It holds the keys of comments and articles: their text is looked up whenever it is shown.
    """

    # Its name among the mailings of common/hooks.py.
    MAILING = "newsletter"

    goes_at = models.DateTimeField(unique=True)
    # Assigned when it is sent, so that the numbers of sent issues are consecutive.
    number = models.PositiveIntegerField(null=True, blank=True, unique=True)
    word_nl = models.TextField(_("editor's note in Dutch"), blank=True)
    word_en = models.TextField(_("editor's note in English"), blank=True)
    word_html_nl = models.TextField(blank=True, editable=False)
    word_html_en = models.TextField(blank=True, editable=False)
    # Keys of the first comments of exchanges: the editor's order, and those left out.
    order = models.JSONField(default=list, blank=True)
    left_out = models.JSONField(default=list, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # As sent: pairs of a first comment and the answer shown with it, and articles.
    exchanges = models.JSONField(default=list, blank=True)
    articles = models.JSONField(default=list, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")
        constraints = (
            models.CheckConstraint(
                condition=Q(number=None, sent_at=None)
                | Q(number__isnull=False, sent_at__isnull=False),
                name="issue_sent_has_number",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(sent_at=None), name="issue_cancelled_or_sent"
            ),
        )

    def __str__(self) -> str:
        return str(self.number) if self.number else f"{self.goes_at:%Y-%m-%d}"

    @property
    def since(self) -> datetime:
        """The start of its week: seven days earlier at the same local time, also across DST."""
        return timezone.localtime(self.goes_at) - timedelta(days=7)

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def word_html(self, language: str) -> str:
        """Return the editor's introduction in this language, or else in the other."""
        if language == "en":
            return self.word_html_en or self.word_html_nl
        return self.word_html_nl or self.word_html_en
