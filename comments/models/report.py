"""Readers' reports."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from moderation.models import Category

# Heavier, because the law prescribes these notices and the sender gives a name.
ILLEGAL_WEIGHT = 2


class ReporterAccuracy(NamedTuple):
    """The outcomes of a reporter's earlier reports."""

    upheld: int = 0
    dismissed: int = 0

    @property
    def chance(self) -> float:
        """The probability that the next report is right, one half without earlier reports.

        By Laplace's rule of succession (Essai philosophique sur les probabilités, 1814).
        """
        return (self.upheld + 1) / (self.upheld + self.dismissed + 2)


class ReportQuerySet(models.QuerySet):
    def open(self) -> "ReportQuerySet":
        return self.filter(status=Report.Status.OPEN)

    def same_basis(self, report: "Report") -> "ReportQuerySet":
        """Return reports on the same text, in the same category and with the same law."""
        return self.filter(
            comment=report.comment_id,
            revision=report.revision,
            category=report.category,
            law__iexact=report.law,
        )

    def accuracies(self, reporters: Iterable[str]) -> dict[str, ReporterAccuracy]:
        """Return the outcomes of earlier reports by reporter, in one query."""
        counts = (
            self.filter(
                reporter__in=set(reporters),
                status__in=(Report.Status.UPHELD, Report.Status.DISMISSED),
            )
            .order_by()
            .values_list("reporter", "status")
            .annotate(models.Count("pk"))
        )
        found: dict[str, ReporterAccuracy] = {}
        for reporter, status, count in counts:
            record = found.get(reporter, ReporterAccuracy())
            found[reporter] = record._replace(**{status: count})
        return found


class Report(models.Model):
    """A reader's report on one text of a reaction.

    A report of illegal content is a notice in the sense of article 16 of the Digital Services Act:
    with the legal ground, and the name and confirmed address of the sender.
    """

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("waiting for address confirmation")
        OPEN = "open", _("open")
        UPHELD = "upheld", _("upheld")
        DISMISSED = "dismissed", _("not upheld")
        OUTDATED = "outdated", _("lapsed: the text was edited or withdrawn")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    revision = models.PositiveIntegerField()
    category = models.CharField(max_length=20, choices=Category.choices)
    text = models.TextField(_("explanation"), blank=True)
    law = models.CharField(_("legal basis"), max_length=300, blank=True)
    name = models.CharField(_("name"), max_length=60, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # A hash of the member, address or browser that reports, so that each counts once.
    reporter = models.CharField(max_length=64)
    language = models.CharField(max_length=2, default="nl")
    status = models.CharField(max_length=12, choices=Status.choices)
    created_at = models.DateTimeField(default=timezone.now)
    # The time since when it counts; for a guest's notice, when the address was confirmed.
    confirmed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("pk",)
        indexes = (models.Index(fields=("reporter", "status"), name="report_reporter"),)
        constraints = (
            models.UniqueConstraint(
                fields=("comment", "revision", "reporter"), name="report_once_each"
            ),
            models.CheckConstraint(
                condition=Q(status__in=("unconfirmed", "open", "upheld", "dismissed", "outdated")),
                name="report_status",
            ),
            models.CheckConstraint(
                condition=~Q(category="illegal") | ~Q(law=""),
                name="report_illegal_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_category_display()} ({self.comment_id}/{self.revision})"

    @property
    def is_notice(self) -> bool:
        """Return True if the law requires an answer to the sender, and an address is known."""
        return self.category == Category.ILLEGAL and bool(self.email)

    def weight(self, accuracy: ReporterAccuracy) -> float:
        """Return its weight in the order of the moderators' list."""
        return accuracy.chance * (ILLEGAL_WEIGHT if self.category == Category.ILLEGAL else 1)
