"""A year's statistics as tables for readers, in their own language."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Objection
from desk.statistics.durations import format_duration
from desk.statistics.transparency import RESTRICTION_KINDS, YearStatistics
from moderation.models import Category, Measure


class ReportTable(NamedTuple):
    """A table of the report; each row is a label and its numbers, under `heads`."""

    name: str  # the anchor on the page
    title: str | Promise
    note: str
    heads: list[str]
    rows: list[tuple]

    @property
    def is_empty(self) -> bool:
        return not any(value for _name, *values in self.rows for value in values)


def yearly_report_tables(figures: YearStatistics) -> list[ReportTable]:
    return [
        _by_basis(figures),
        _automation(figures),
        _sanctions(figures),
        _notices(figures),
        _reports(figures),
        _appeals(figures),
        _times(figures),
    ]


def _by_basis(figures: YearStatistics) -> ReportTable:
    def row(label: str, **wanted) -> tuple:
        counts = [figures.count_restrictions(kind=kind, **wanted) for kind in RESTRICTION_KINDS]
        return (label, *counts, sum(counts))

    rows = [row(category.label, category=category) for category in Category]
    return ReportTable(
        "redenen",
        _("Removed and rejected, by basis"),
        _(
            "“Not allowed by law” is based on the law, all others on the house "
            "rules. Rejected before publication means that nobody outside the "
            "team ever saw it."
        ),
        [_("Basis"), _("Removed"), _("Rejected before publication"), _("Edit rejected"), _("All")],
        [*rows, row(_("Total"))],
    )


def _automation(figures: YearStatistics) -> ReportTable:
    by_people = figures.count_restrictions(automatic=False, found=False)
    found = figures.count_restrictions(automatic=False, found=True)
    return ReportTable(
        "automatisch",
        _("Automated decisions"),
        _("A rule of the site can hold a reaction for a moderator or reject it automatically."),
        [_("Removed or rejected"), _("Number")],
        [
            (_("Found and decided by people"), by_people),
            (_("Found by a rule, decided by a person"), found),
            (_("Found and decided by a rule"), figures.count_restrictions(automatic=True)),
            (_("Restored after removal"), figures.restored),
        ],
    )


SANCTION_LABELS = {
    Measure.Kind.WARN: gettext_lazy("Warnings"),
    Measure.Kind.HOLD: gettext_lazy("Writers on pre-moderation"),
    Measure.Kind.SUSPEND: gettext_lazy("Suspensions"),
    Measure.Kind.BAN: gettext_lazy("Bans"),
    Measure.Kind.PAGE: gettext_lazy("Member pages closed"),
}


def _sanctions(figures: YearStatistics) -> ReportTable:
    return ReportTable(
        "schrijvers",
        _("Sanctions against writers"),
        _("Each sanction has a reason, and the person concerned was told."),
        [_("Sanction"), _("Number")],
        [(label, figures.count_sanctions(kind)) for kind, label in SANCTION_LABELS.items()],
    )


def _notices(figures: YearStatistics) -> ReportTable:
    done = figures.notices_decided
    return ReportTable(
        "meldingen",
        _("Notices of illegal content"),
        _("Under article 16 of the Digital Services Act. None was handled automatically."),
        [_("Notices"), _("Number")],
        [
            (_("Received"), figures.notices),
            (_("Texts they were about"), figures.noticed_texts),
            (_("Upheld, based on the law"), done["law"]),
            (_("Upheld, based on the house rules"), done["rules"]),
            (_("Not upheld"), done["nothing"]),
            (_("Median time to a decision"), format_duration(figures.notice_time)),
        ],
    )


def _reports(figures: YearStatistics) -> ReportTable:
    rows = [
        (
            category.label,
            figures.reports[category],
            figures.reports_decided[category, "upheld"],
            figures.reports_decided[category, "dismissed"],
        )
        for category in Category
        if category != Category.ILLEGAL
    ]
    together = [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)]
    return ReportTable(
        "andere-meldingen",
        _("Other reports by readers"),
        "",
        [_("About"), _("Received"), _("Upheld"), _("Not upheld")],
        [*rows, (_("Total"), *together)],
    )


def _appeals(figures: YearStatistics) -> ReportTable:
    outcomes = figures.outcomes
    return ReportTable(
        "bezwaren",
        _("Appeals by writers"),
        _("Each appeal was reviewed by a moderator who did not make the first decision."),
        [_("Appeals"), _("Number")],
        [
            (_("Received"), figures.objections),
            (_("Granted: the decision was reversed"), outcomes[Objection.Outcome.GRANTED]),
            (_("Rejected: the decision stands"), outcomes[Objection.Outcome.DISMISSED]),
            (_("Not decided by the end of the period"), figures.objections_open),
            (_("Median time to a decision"), format_duration(figures.objection_time)),
        ],
    )


def _times(figures: YearStatistics) -> ReportTable:
    return ReportTable(
        "tijd",
        _("Moderators’ work"),
        "",
        [_("Texts"), _("Number")],
        [
            (_("Held for a moderator"), figures.held),
            (_("Approved by a moderator"), figures.approved),
            (_("Median waiting time of a held text"), format_duration(figures.wait)),
            (_("Median time to a decision on other reports"), format_duration(figures.report_time)),
        ],
    )
