"""The yearly report: counted by hand beside what is published."""

import csv
import io
import json

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Report
from desk.statistics import dsa_template, transparency
from desk.statistics.periods import ReportYear
from moderation.models import HouseRule
from tests.desk.statistics import Past, at

pytestmark = pytest.mark.both

# A year in Amsterdam begins and ends an hour before that of UTC.
FIRST, LAST = "2024-12-31 23:00", "2025-12-31 22:59"
BEFORE, AFTER = "2024-12-31 22:59", "2025-12-31 23:00"


@pytest.fixture
def past(article) -> Past:
    return Past(article)


@pytest.fixture
def rules(db) -> dict[str, HouseRule]:
    return {rule.category: rule for rule in HouseRule.objects.all()}


def of(year: int) -> transparency.YearStatistics:
    return transparency.count_year_statistics(ReportYear.of(year))


@pytest.fixture
def little_year(past, rules):
    """One of every kind of event, and the same at the other side of either end of the year."""
    insult, privacy = rules["insult"], rules["personal"]
    # Refused before publication: by a moderator (held by the policy, and by a rule), by a rule.
    past.refuse("2025-03-01 12:00", "2025-03-01 10:00", house_rule=insult)
    past.refuse("2025-03-02 12:00", "2025-03-02 08:00", "links", house_rule=privacy)
    by_rule = past.comment("rejected")
    past.decide(by_rule, "reject", "2025-03-03 12:00", "pending", "rejected", rule="watched_word")
    past.decide(
        past.comment("rejected"), "reject", FIRST, "pending", "rejected", rule="watched_word"
    )
    # Approved after a wait of six hours.
    approved = past.comment()
    past.hold(approved, "2025-04-01 06:00")
    past.decide(approved, "approve", "2025-04-01 12:00", "pending", "published")
    # An edit refused, of what is public.
    edited = past.comment()
    past.decide(edited, "reject", "2025-05-01 12:00", "published", "published", reason="spam")
    # Removed: on the law after a notice, on a rule after a notice, of our own accord, at the end.
    on_law, on_rule, own = (past.comment("removed") for _ in range(3))
    past.report(
        on_law,
        "2025-06-01 10:00",
        "illegal",
        confirmed_at=at("2025-06-01 12:00"),
        status="upheld",
        decided_at=at("2025-06-01 13:00"),
    )
    past.remove("2025-06-01 13:00", on_law, reason="illegal", law="artikel 266 Sr")
    past.report(
        on_rule,
        "2025-06-02 12:00",
        "illegal",
        status="upheld",
        decided_at=at("2025-06-02 15:00"),
    )
    past.remove("2025-06-02 15:00", on_rule, house_rule=insult)
    past.remove("2025-06-03 12:00", own, house_rule=privacy)
    put_back = past.remove(LAST, house_rule=insult)
    # A notice that was not followed, one that nobody confirmed, and other reports.
    past.report(
        approved,
        "2025-06-04 12:00",
        "illegal",
        status="dismissed",
        decided_at=at("2025-06-04 17:00"),
    )
    past.report(approved, "2025-06-05 12:00", "illegal", status=Report.Status.UNCONFIRMED)
    past.report(
        own, "2025-06-02 12:00", "personal", status="upheld", decided_at=at("2025-06-03 12:00")
    )
    past.report(approved, "2025-06-06 12:00", "off_topic")
    # Objections: one granted, one dismissed, one open.
    past.object(put_back, "2025-12-31 10:00", outcome="granted", decided_at=at("2025-12-31 12:00"))
    past.restore(put_back, "2025-12-31 22:59")
    for outcome, came, decided in (
        ("dismissed", "2025-07-01 12:00", "2025-07-02 12:00"),
        ("dismissed", "2025-07-03 12:00", "2025-07-03 16:00"),
        ("", "2025-07-05 12:00", None),
    ):
        refused = past.refuse("2025-06-30 12:00", reason="off_topic")
        past.object(refused, came, outcome=outcome, decided_at=decided and at(decided))
    past.measure("warn", "2025-08-01 12:00")
    past.measure("hold", "2025-08-02 12:00")
    past.measure("suspend", "2025-08-03 12:00", house_rule=insult)
    past.measure("ban", LAST)
    past.measure("trust", "2025-08-05 12:00")
    # Not of this year.
    for moment in (BEFORE, AFTER):
        past.remove(moment)
        past.refuse(moment)
        past.measure("ban", moment)
        past.report(past.comment(), moment, "illegal")


def test_every_event_counted_by_hand(little_year):
    figures = of(2025)
    assert figures.count_restrictions() == 12
    assert figures.count_restrictions(kind="removal") == 4
    assert figures.count_restrictions(kind="refusal") == 7
    assert figures.count_restrictions(kind="refused_edit") == 1
    assert {
        c: n for c in dsa_template.CATEGORIES if (n := figures.count_restrictions(category=c))
    } == {
        "insult": 3,
        "personal": 2,
        "spam": 1,
        "off_topic": 3,
        "illegal": 1,
        "other": 2,
    }
    assert figures.count_restrictions(automatic=True) == 2
    # By the two that decided, and the one that held for its links; the policy finds nothing.
    assert figures.count_restrictions(found=True) == 3
    assert figures.count_restrictions(noticed=True) == 2
    assert (figures.restored, figures.held, figures.approved) == (1, 3, 2)
    assert figures.wait == (3, pytest.approx(4 * 3600, abs=1))  # of 2, 4 and 6 hours
    assert (figures.notices, figures.noticed_texts) == (3, 3)
    assert figures.notices_decided == {"law": 1, "rules": 1, "nothing": 1}
    assert figures.notice_time == (3, pytest.approx(3 * 3600, abs=1))  # of 1, 3 and 5 hours
    assert figures.reports == {"personal": 1, "off_topic": 1}
    assert figures.reports_decided == {("personal", "upheld"): 1}
    assert figures.report_time is None  # a median of one would be that one's
    assert (figures.objections, figures.objections_open) == (4, 1)
    assert figures.outcomes == {"granted": 1, "dismissed": 2}
    assert figures.objection_time == (3, pytest.approx(4 * 3600, abs=1))  # of 2, 4 and 24 hours
    assert figures.measures == {
        ("warn", "other"): 1,
        ("hold", "other"): 1,
        ("suspend", "insult"): 1,
        ("ban", "other"): 1,
    }


def test_the_years_beside_it_have_what_falls_in_them(little_year):
    for year in (2024, 2026):
        whole = ReportYear.of(year, at(f"{year + 1}-06-01 00:00").date())
        assert not whole.is_provisional
        figures = transparency.count_year_statistics(whole)
        assert figures.count_restrictions() == 2
        assert figures.measures == {("ban", "other"): 1}
        assert figures.notices == 1


def cells(text: str) -> dict[tuple, str]:
    rows = list(csv.reader(io.StringIO(text)))
    assert tuple(rows[0]) == dsa_template.HEADER
    assert {len(row) for row in rows} == {len(dsa_template.HEADER)}
    found = {tuple(row[:4]): row[4] for row in rows[1:]}
    assert len(found) == len(rows) - 1, "one cell twice"
    return found


def test_in_the_terms_of_the_templates(little_year, client):
    answer = client.get("/transparantie/2025.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    found = cells(answer.content.decode("utf-8-sig"))
    own = "Number of measures taken at the provider's own initiative"
    speech = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH"
    assert found[("5_own_initiative_illegal", "TOTAL", own, "")] == "0"  # it was on a notice
    # Ten of the twelve (two were on a notice), and two accounts.
    assert found[("6_own_initiative_TC", "TOTAL", own, "")] == "12"
    assert found[("6_own_initiative_TC", speech, own, "")] == "3"
    assert found[("6_own_initiative_TC", speech, "Visibility restriction Removal", "")] == "1"
    assert found[("6_own_initiative_TC", "TOTAL", "Visibility restriction Other", "")] == "8"
    notices = "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE"
    assert found[("4_notices", notices, "Number of notices received", "")] == "3"
    assert found[("4_notices", "TOTAL", "Median time to take action", "")] == "3.0"
    law = "Number of actions taken on the basis of the law"
    assert found[("4_notices", "TOTAL", law, "")] == "1"
    complaints = "Number of complaints submitted to the internal-complaints mechanism"
    part = ("7_appeals_and_recidivism", "Internal complaints mechanism", complaints)
    assert found[(*part, "Total number")] == "4"
    assert found[(*part, "Decisions upheld")] == "2"
    assert found[(*part, "Decisions reversed")] == "1"
    assert found[(*part, "Decision omitted")] == "1"
    part = ("8_automated_means", "Use of automated means for content moderation")
    solely = "Number of measures solely taken by automated means"
    assert found[(*part, solely, "Total number")] == "2"
    not_by = "Number of measures not taken by automated means"
    assert found[(*part, not_by, "Total number")] == "12"
    assert found[("own_figures", "", "Median time to decide on other reports", "")] == ""


def test_json_and_the_command_say_the_same(little_year, client, capsys):
    from_site = client.get("/transparantie/2025.json")
    assert from_site["Content-Type"] == "application/json"
    data = from_site.json()
    assert data["template"].endswith("(EU) 2024/2835")
    assert data["counted_until"] == "2025-12-31"
    call_command("transparency", "2025", "--json")
    assert json.loads(capsys.readouterr().out) == data
    call_command("transparency", "2025", "--csv")
    lines = cells(capsys.readouterr().out)
    assert sum(len(part) for part in data["parts"].values()) == len(lines)
    with pytest.raises(CommandError, match="2024"):
        call_command("transparency", "1999")


def test_the_page_shows_the_same_numbers(little_year, client):
    page = client.get("/transparantie/2025/").content.decode()
    assert "Jaarverslag 2025" in page
    assert "Voorlopig" not in page
    assert "3 uur" in page  # the median of the notices
    assert client.get("/en/transparantie/2025/").status_code == 200
    assert client.cookies == {}


def test_the_running_year_ends_with_the_last_whole_month(past, client, monkeypatch):
    today = at("2026-11-22 06:00").date()
    year = ReportYear.of(2026, today)
    assert year.is_provisional
    assert str(year.last_day) == "2026-10-31"
    past.remove("2026-10-31 22:59")
    past.remove("2026-10-31 23:00")  # November has begun
    assert transparency.count_year_statistics(year).count_restrictions(kind="removal") == 1
    january = ReportYear.of(2026, at("2026-01-15 06:00").date())
    assert january.is_empty
    assert transparency.count_year_statistics(january) == transparency.YearStatistics()
    assert (
        dsa_template.yearly_report_data(january, transparency.YearStatistics())["counted_until"]
        is None
    )


def test_a_year_in_which_nothing_happened(past, client):
    past.remove("2023-05-01 12:00")
    assert client.get("/transparantie/").status_code == 200
    page = client.get("/transparantie/2024/")
    assert page.status_code == 200
    assert client.get("/transparantie/2022/").status_code == 404
    assert client.get("/transparantie/2999/").status_code == 404
    assert client.get("/transparantie/99999999999/").status_code == 404


def test_it_is_counted_once_a_day_in_as_many_queries_whatever_happened(past, little_year, client):
    def queries(year: int) -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/transparantie/{year}/").status_code == 200
        return len(asked)

    full = queries(2025)
    assert full == queries(2024) <= 20
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/transparantie/2024/")
    assert len(asked) == 0
    assert answer["Cache-Control"] == "public, max-age=3600"
    again = client.get("/transparantie/2024/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_a_median_of_one_or_two_is_left_out(past):
    for n in range(2):
        past.refuse(f"2025-03-0{n + 1} 12:00", f"2025-03-0{n + 1} 11:00")
    assert of(2025).wait is None
    past.refuse("2025-03-04 12:00", "2025-03-04 11:00")
    assert of(2025).wait.count == 3
