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

# A notice of something illegal is asked for by law, and its sender answers for it by name.
ILLEGAL_WEIGHT = 2


class ReporterAccuracy(NamedTuple):
    """The outcomes of a reporter's earlier reports."""

    upheld: int = 0
    dismissed: int = 0

    @property
    def chance(self) -> float:
        """Return the chance that the next report is right, by Laplace's rule of succession
        (Laplace, Essai
        philosophique sur les probabilités, 1814): one half for who never reported before."""
        return (self.upheld + 1) / (self.upheld + self.dismissed + 2)


class ReportQuerySet(models.QuerySet):
    def open(self) -> "ReportQuerySet":
        return self.filter(status=Report.Status.OPEN)

    def same_basis(self, report: "Report") -> "ReportQuerySet":
        """Those that say the same of the same text: for what is illegal, under the same law."""
        return self.filter(
            comment=report.comment_id,
            revision=report.revision,
            category=report.category,
            law__iexact=report.law,
        )

    def accuracies(self, reporters: Iterable[str]) -> dict[str, ReporterAccuracy]:
        """Return the outcomes of earlier reports, by the reporter; in one query."""
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
    """A reader's word that something is wrong with one text of a reaction.

    One that calls it illegal is a notice in the sense of article 16 of the Digital Services Act:
    with the legal ground, and the name and confirmed address of who gives it.
    """

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("waits for the address to be confirmed")
        OPEN = "open", _("open")
        UPHELD = "upheld", _("followed")
        DISMISSED = "dismissed", _("not followed")
        OUTDATED = "outdated", _("lapsed: the text was changed or withdrawn")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    revision = models.PositiveIntegerField()
    category = models.CharField(max_length=20, choices=Category.choices)
    text = models.TextField(_("explanation"), blank=True)
    law = models.CharField(_("legal ground"), max_length=300, blank=True)
    name = models.CharField(_("name"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Who reports, so that each counts once: a member, an address or a browser, never in the clear.
    reporter = models.CharField(max_length=64)
    language = models.CharField(max_length=2, default="nl")
    status = models.CharField(max_length=12, choices=Status.choices)
    created_at = models.DateTimeField(default=timezone.now)
    # Since when it counts; for a notice by a guest, since the address was confirmed.
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
        """Return True if its sender is owed an answer by law, and can be given one."""
        return self.category == Category.ILLEGAL and bool(self.email)

    def weight(self, accuracy: ReporterAccuracy) -> float:
        """Return how much it counts in the order of the desk."""
        return accuracy.chance * (ILLEGAL_WEIGHT if self.category == Category.ILLEGAL else 1)
