"""A year's statistics under the names of the quantitative templates of the Digital Services Act.

Implementing Regulation (EU) 2024/2835 gives every provider the same tables ("parts"), with the same
columns and categories, in English. Here each cell that this site can fill is a line: its part, its
row and its column. docs/decisions/0011-yearly-report.md says which parts do not apply.
"""

import csv
import io
from typing import NamedTuple

from django.conf import settings

from comments.models import Objection
from desk.statistics.periods import ReportYear
from desk.statistics.sql import MedianTime
from desk.statistics.transparency import YearStatistics
from moderation.models import Category, Measure

REGULATION = "Implementing Regulation (EU) 2024/2835"
IDENTIFICATION = "1_report_identification"
NOTICES = "4_notices"
ILLEGAL = "5_own_initiative_illegal"
OWN_RULES = "6_own_initiative_TC"
COMPLAINTS = "7_appeals_and_recidivism"
AUTOMATED = "8_automated_means"
# Statistics for readers that the templates have no place for.
OWN_FIGURES = "own_figures"

SPEECH = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH"
OTHER = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"
UNSPECIFIED = "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE"
CATEGORIES = {
    Category.OFF_TOPIC: OTHER,
    Category.INSULT: SPEECH,
    Category.PERSONAL: "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
    Category.FALSE: "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
    Category.SPAM: OTHER,
    # Illegal content on this site is always text.
    Category.ILLEGAL: SPEECH,
    Category.OTHER: OTHER,
}


class TemplateLine(NamedTuple):
    """One cell of the templates."""

    part: str
    section: str  # the row: its category, or the section of a part that has sections
    indicator: str
    scope: str
    value: int | float | str | None  # None: too few to publish, or not kept
    context: str = ""


HEADER = ("Part", "Category or section", "Indicator", "Scope", "Value", "Contextual information")


def template_lines(year: ReportYear, figures: YearStatistics) -> list[TemplateLine]:
    return [
        *_identification(year),
        *_notices(figures),
        *_own_initiative(figures, ILLEGAL, [Category.ILLEGAL]),
        *_own_initiative(figures, OWN_RULES, [c for c in Category if c != Category.ILLEGAL]),
        *_complaints(figures),
        *_suspensions(figures),
        *_automated(figures),
        *_own_figures(figures),
    ]


def _identification(year: ReportYear) -> list[TemplateLine]:
    values = {
        "Name of the service provider": settings.SITE_NAME,
        "Starting date of reporting period": str(year.first_day),
        "Ending date of reporting period": "" if year.is_empty else str(year.last_day),
        "Provisional": "yes" if year.is_provisional else "no",
    }
    return [TemplateLine(IDENTIFICATION, "", name, "", value) for name, value in values.items()]


def _notices(figures: YearStatistics) -> list[TemplateLine]:
    done = figures.notices_decided
    values = {
        "Number of notices received": figures.notices,
        "Number of specific items of information included in the total number of notices": (
            figures.noticed_texts
        ),
        "Median time to take action": median_hours(figures.notice_time),
        "Number of actions taken on the basis of the law": done["law"],
        "Number of actions taken on the basis of the terms and conditions of the service": (
            done["rules"]
        ),
    }
    # A notice names the law in its own words and no category, so all are in the same row.
    return [
        TemplateLine(NOTICES, category, name, "", value, _hours_context(name))
        for category in ("TOTAL", UNSPECIFIED)
        for name, value in values.items()
    ]


def _own_initiative(
    figures: YearStatistics, part: str, categories: list[str]
) -> list[TemplateLine]:
    rows: dict[str, list[str]] = {"TOTAL": categories}
    for category in categories:
        rows.setdefault(CATEGORIES[category], []).append(category)
    return [
        TemplateLine(part, name, column, "", value, context)
        for name, those in rows.items()
        for column, value, context in _columns(figures, those)
    ]


def _columns(figures: YearStatistics, categories: list[str]) -> list[tuple[str, int, str]]:
    def restricted(**wanted) -> int:
        return sum(
            figures.count_restrictions(category=category, noticed=False, **wanted)
            for category in categories
        )

    def measured(kind: str) -> int:
        return sum(figures.count_sanctions(kind, category=category) for category in categories)

    suspended, banned = measured(Measure.Kind.SUSPEND), measured(Measure.Kind.BAN)
    unseen = restricted(kind="refusal") + restricted(kind="refused_edit")
    return [
        (
            "Number of measures taken at the provider's own initiative",
            restricted() + suspended + banned,
            "",
        ),
        (
            "Number of measures taken after detection with solely automated means",
            restricted(found=True),
            "Found by a rule of the site, whoever decided",
        ),
        ("Visibility restriction Removal", restricted(kind="removal"), ""),
        ("Visibility restriction Other", unseen, "Refused before publication, edits among them"),
        ("Account restriction Suspension", suspended, ""),
        ("Account restriction Termination", banned, "A ban has an end date too"),
    ]


def _complaints(figures: YearStatistics) -> list[TemplateLine]:
    values = {
        "Total number": figures.objections,
        "Decisions upheld": figures.outcomes[Objection.Outcome.DISMISSED],
        "Decisions partially reversed": 0,
        "Decisions reversed": figures.outcomes[Objection.Outcome.GRANTED],
        "Median time": median_hours(figures.objection_time),
        "Decision omitted": figures.objections_open,
    }
    indicators = (
        "Number of complaints submitted to the internal-complaints mechanism",
        # The only decisions that can be appealed against on this site.
        "Complaint regarding a decision to remove or disable access to or restrict visibility of "
        "information",
    )
    contexts = {
        "Median time": "In hours",
        "Decision omitted": "Not decided yet at the end of the period",
    }
    section = "Internal complaints mechanism"
    return [
        TemplateLine(COMPLAINTS, section, indicator, scope, value, contexts.get(scope, ""))
        for indicator in indicators
        for scope, value in values.items()
        if not (scope == "Decision omitted" and indicator != indicators[0])
    ]


def _suspensions(figures: YearStatistics) -> list[TemplateLine]:
    kinds = (Measure.Kind.SUSPEND, Measure.Kind.BAN)
    illegal = figures.count_sanctions(*kinds, category=Category.ILLEGAL)
    values = {
        "Number of suspensions enacted for the provision of manifestly illegal content": illegal,
        "Number of suspensions enacted for the provision of manifestly unfounded notices": 0,
        "Number of suspensions enacted for the provision of manifestly unfounded complaints": 0,
    }
    section = "Suspensions imposed on repeated offenders"
    return [
        TemplateLine(COMPLAINTS, section, name, "Total number", n) for name, n in values.items()
    ]


def _automated(figures: YearStatistics) -> list[TemplateLine]:
    section = "Use of automated means for content moderation"
    by_rule = figures.count_restrictions(automatic=True)
    by_people = figures.count_restrictions(automatic=False)
    accounts = figures.count_sanctions(Measure.Kind.SUSPEND, Measure.Kind.BAN)
    own = figures.count_restrictions(automatic=True, noticed=False)
    own_people = figures.count_restrictions(automatic=False, noticed=False)
    total, initiative, notices = "Total number", "Own-initiative", "NAM Total"
    solely = "Number of measures solely taken by automated means"
    not_by = "Number of measures not taken by automated means"
    return [
        TemplateLine(AUTOMATED, section, solely, total, by_rule),
        TemplateLine(AUTOMATED, section, not_by, total, by_people + accounts),
        TemplateLine(AUTOMATED, section, solely, initiative, own),
        TemplateLine(AUTOMATED, section, not_by, initiative, own_people + accounts),
        TemplateLine(
            AUTOMATED, section, "Number of notices solely processed by automated means", notices, 0
        ),
        TemplateLine(
            AUTOMATED,
            section,
            "Number of notices not processed by automated means",
            notices,
            figures.notices_decided.total(),
        ),
    ]


def _own_figures(figures: YearStatistics) -> list[TemplateLine]:
    values = {
        "Number of texts held for a moderator": figures.held,
        "Number of texts approved by a moderator": figures.approved,
        "Median time to decide on what was held": median_hours(figures.wait),
        "Number of reactions put back after a removal": figures.restored,
        "Median time to decide on other reports": median_hours(figures.report_time),
        **{
            f"Number of writers: {kind}": figures.count_sanctions(kind) for kind in ("warn", "hold")
        },
    }
    reports = [
        TemplateLine(OWN_FIGURES, category, name, "", value)
        for category in Category.values
        if category != Category.ILLEGAL
        for name, value in (
            ("Number of other reports received", figures.reports[category]),
            ("Number of other reports followed", figures.reports_decided[category, "upheld"]),
            ("Number of other reports dismissed", figures.reports_decided[category, "dismissed"]),
        )
    ]
    return [
        *(
            TemplateLine(OWN_FIGURES, "", name, "", value, _hours_context(name))
            for name, value in values.items()
        ),
        *reports,
    ]


def _hours_context(name: str) -> str:
    return "In hours" if name.startswith("Median") else ""


def median_hours(median: MedianTime | None) -> float | None:
    """Return the median in hours, as the templates want it; None if it is not published."""
    return round(median.seconds / 3600, 2) if median else None


# --- Files ----------------------------------------------------------------------------------------


def yearly_report_csv(year: ReportYear, figures: YearStatistics) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for line in template_lines(year, figures):
        writer.writerow("" if value is None else value for value in line)
    return out.getvalue()


def yearly_report_data(year: ReportYear, figures: YearStatistics) -> dict:
    """Return the report as data for JSON: the parts, each with its lines."""
    parts: dict[str, list[dict]] = {}
    for line in template_lines(year, figures):
        parts.setdefault(line.part, []).append(
            dict(zip(HEADER[1:], line[1:], strict=True)),
        )
    return {
        "template": REGULATION,
        "year": year.year,
        "provisional": year.is_provisional,
        "counted_until": None if year.is_empty else str(year.last_day),
        "parts": parts,
    }
