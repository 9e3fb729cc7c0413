"""The desk's figures, counted by hand."""

import math
from datetime import timedelta
from statistics import median

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import actions
from comments.models import Comment, Decision
from common.html.safe import SafeText
from desk.statistics import plot, summary
from desk.statistics.durations import format_duration
from desk.statistics.periods import local_hour
from desk.statistics.sql import SecondsBetween, grouped_medians
from desk.statistics.summary import StatisticsPeriod
from desk.statistics.waiting_times import decisions_with_wait
from tests.desk.statistics import Past, at

pytestmark = pytest.mark.both


@pytest.fixture
def past(article) -> Past:
    return Past(article)


def decided(past: Past, held: str, rule: str, moment: str, verdict: str, **fields) -> None:
    becomes = "published" if verdict == "approve" else "rejected"
    comment = past.comment(becomes)
    past.hold(comment, held, rule)
    past.decide(comment, verdict, moment, "pending", becomes, **fields)


# Of the last week up to a Sunday, on which the clock went back an hour at three at night.
SUNDAY = at("2025-10-26 20:00").date()
WEEK = StatisticsPeriod(7, SUNDAY)


@pytest.fixture
def little_week(past, moderator, second_moderator):
    decided(past, "2025-10-20 08:00", "links", "2025-10-20 09:00", "reject", by=moderator)
    decided(past, "2025-10-20 08:30", "links", "2025-10-20 10:30", "approve", by=moderator)
    decided(past, "2025-10-21 08:00", "first_time", "2025-10-21 12:00", "approve", by=moderator)
    decided(
        past, "2025-10-25 22:30", "first_time", "2025-10-26 06:30", "reject", by=second_moderator
    )
    past.hold(past.comment("pending", held_at=at("2025-10-26 00:30")), "2025-10-26 00:30", "links")
    # By a rule alone: no person decided, nobody waited.
    by_rule = past.comment("rejected")
    past.decide(by_rule, "reject", "2025-10-22 12:00", "pending", "rejected", rule="watched_word")
    # Removing what is public waited for nobody.
    past.remove("2025-10-23 12:00", by=moderator)
    # Before Monday in Amsterdam.
    decided(past, "2025-10-19 20:00", "links", "2025-10-19 21:59", "reject", by=moderator)
    past.report(
        past.comment(), "2025-10-24 12:00", status="upheld", decided_at=at("2025-10-24 15:00")
    )
    refused = past.refuse("2025-10-01 12:00")
    past.object(refused, "2025-10-02 12:00", outcome="granted", decided_at=at("2025-10-22 12:00"))


def test_a_week_counted_by_hand(little_week):
    found = summary.desk_statistics(WEEK, names=True)
    assert found.held.total() == 5
    assert (found.approved.total(), found.rejected.total()) == (2, 3)
    assert found.reported.total() == 1
    assert found.wait == (4, pytest.approx(3 * 3600, abs=1))  # 1, 2, 4 and 8 hours
    assert found.report_time == (1, pytest.approx(3 * 3600, abs=1))
    assert found.outcomes == {"granted": 1}
    assert found.granted_percentage == 100
    rules = {rule.name: rule for rule in found.rules}
    assert (rules["links"].held, rules["links"].decided, rules["links"].rejected) == (3, 2, 1)
    assert rules["links"].precision == 50
    assert rules["links"].wait.seconds == pytest.approx(1.5 * 3600, abs=1)
    assert rules["first_time"].wait.seconds == pytest.approx(6 * 3600, abs=1)
    assert found.moderators == [("Mo Moderator", 4, 2), ("Noor Nacht", 1, 1)]
    assert summary.desk_statistics(WEEK, names=False).moderators == []


def test_by_day_weekday_and_hour_on_the_clock_of_the_house(little_week):
    found = summary.desk_statistics(WEEK, names=False)
    #                                 Mo Tu We Th Fr Sa Su
    assert found.by_weekday(found.held) == [2, 1, 0, 0, 0, 0, 2]
    assert found.by_place(found.held) == [2, 1, 0, 0, 0, 0, 2]
    assert found.by_weekday(found.decided) == [2, 1, 0, 1, 0, 0, 1]
    hours = found.by_hour(found.held)
    # 22:30 in UTC is past midnight in summer; 00:30 the same night is the first of two threes.
    assert {hour: count for hour, count in enumerate(hours) if count} == {0: 1, 2: 1, 10: 3}
    assert local_hour("2025-10-26 01").hour == 2  # the second time it was two


def test_a_long_period_goes_by_the_week(past):
    period = StatisticsPeriod(365, SUNDAY)
    past.hold(past.comment("pending", held_at=at("2025-10-20 08:00")), "2025-10-20 08:00")
    found = summary.desk_statistics(period, names=False)
    assert len(period.places()) == 53
    assert found.by_place(found.held)[-1] == 1
    assert sum(found.by_place(found.held)) == 1


def test_what_the_verbs_do_is_waited_for_as_it_was(article, write, judge, watched):
    def ago(comment: Comment, minutes: int) -> None:
        moment = timezone.now() - timedelta(minutes=minutes)
        Comment.objects.filter(pk=comment.pk).update(held_at=moment)

    held = write(article, f"Een {watched} woord.")
    ago(held, 30)
    judge(held, "approve")
    edited = actions.revise_comment(
        Comment.objects.get(pk=held.pk), SafeText(f"Nog een {watched} woord.")
    )
    ago(edited, 10)
    judge(edited, "reject")
    public = write(article, "Gewoon.", email="ander@example.org")
    judge(public, "reject")
    judge(public, "approve")
    assert [round(row.seconds / 60) for row in decisions_with_wait().order_by("pk")] == [30, 10]
    assert {row.held_rule for row in decisions_with_wait()} == {"watched_word"}


@pytest.mark.parametrize("count", [1, 2, 3, 4, 9, 10])
def test_a_median_is_the_median(count, past):
    lengths = [(n * 7919) % 101 for n in range(count)]
    for minutes in lengths:
        hour, minute = divmod(minutes, 60)
        past.report(
            past.comment(),
            "2025-03-01 10:00",
            "insult" if minutes % 2 else "spam",
            decided_at=at(f"2025-03-01 {10 + hour}:{minute:02d}"),
        )
    rows = past.article.comments.model._meta.get_field("reports").related_model.objects.annotate(
        seconds=SecondsBetween(F("decided_at"), F("created_at"))
    )
    middle = grouped_medians(rows)[()]
    assert middle.count == count
    assert middle.seconds == pytest.approx(60 * median(lengths), abs=0.01)
    for (category,), found in grouped_medians(rows, "category").items():
        those = [m for m in lengths if (m % 2 == 1) == (category == "insult")]
        assert found == (len(those), pytest.approx(60 * median(those), abs=0.01))


def test_of_nothing_there_is_no_median(db):
    assert grouped_medians(decisions_with_wait()) == {}
    assert format_duration(None) == "–"


# --- The page ---


def test_only_for_moderators(client, reader, moderator):
    assert client.get("/moderatie/cijfers/").status_code == 302
    client.force_login(reader)
    assert client.get("/moderatie/cijfers/").status_code == 403
    client.force_login(moderator)
    assert client.get("/moderatie/cijfers/").status_code == 200


def recent(past: Past, size: int, by) -> None:
    for _n in range(size):
        decision = past.refuse("2025-03-01 12:00", "2025-03-01 11:00", by=by)
        now = timezone.now()
        Decision.objects.filter(pk=decision.pk).update(
            created_at=now, held_since=now - timedelta(minutes=20)
        )


def test_who_decided_how_many_is_for_editors(client, past, moderator, editor):
    recent(past, 3, moderator)
    client.force_login(moderator)
    page = client.get("/moderatie/cijfers/").content.decode()
    assert "Wie besliste hoeveel" not in page
    client.force_login(editor)
    page = client.get("/moderatie/cijfers/").content.decode()
    assert "Wie besliste hoeveel" in page
    assert "Mo Moderator" in page


@pytest.mark.parametrize("days", ["7", "30", "90", "365", "x", ""])
def test_every_period_with_its_plots_and_their_tables(days, client, past, moderator):
    recent(past, 3, moderator)
    client.force_login(moderator)
    page = client.get("/moderatie/cijfers/", {"dagen": days}).content.decode()
    assert page.count("<svg role=") == page.count("<summary>") == 3
    assert 'style="' not in page
    assert "20 min" in page
    assert client.get("/en/moderatie/cijfers/").status_code == 200


@pytest.mark.parametrize("size", [1, 40])
def test_as_many_queries_however_much_was_decided(size, client, past, editor):
    recent(past, size, editor)
    client.force_login(editor)
    client.get("/moderatie/cijfers/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/moderatie/cijfers/?dagen=365")
    # the session, the user, their roles, the queue's length, open objections; decisions by the
    # hour, what each rule held, waits, reports and their median, objections, what waits longest,
    # moderators, what was learned; the bell
    assert len(asked) == 15
    with CaptureQueriesContext(connection) as asked:
        client.get("/moderatie/cijfers/?dagen=365")  # kept for ten minutes
    assert len(asked) == 7


# --- Plots ---


def test_bars_stand_on_the_foot_and_reach_their_value():
    drawn = plot.bar_plot("a", "A", "Dag", ["ma", "di"], plot.PlotSeries("Held", [4, 2]))
    high, low = drawn.bars
    assert float(high.height) == pytest.approx(2 * float(low.height), abs=0.2)
    for bar in drawn.bars:
        assert float(bar.y) + float(bar.height) == pytest.approx(plot.HEIGHT - plot.FOOT, abs=0.2)
    assert float(high.y) == pytest.approx(plot.TOP, abs=0.1)
    assert drawn.rows == [("ma", ["4"]), ("di", ["2"])]
    assert "4" in drawn.description


def test_a_line_breaks_where_there_is_no_value():
    drawn = plot.line_plot("a", "A", "Dag", list("abcd"), plot.PlotSeries("x", [1, 2, None, 3]))
    assert len(drawn.strokes) == 1
    assert len(drawn.dots) == 3
    assert drawn.rows[2] == ("c", ["–"])


@pytest.mark.parametrize("most", [0, 1, 5, 11, 99, 100, 101, 123_456])
def test_the_scale_is_round_and_no_value_sticks_out(most):
    drawn = plot.bar_plot("a", "A", "Dag", ["x"], plot.PlotSeries("y", [most]))
    assert all(float(bar.y) >= plot.TOP - 0.1 for bar in drawn.bars)
    assert all(math.isfinite(float(mark.at)) for mark in drawn.aside)
    assert 3 <= len(drawn.aside) <= 5


def test_few_labels_below_however_many_places():
    for count in (0, 1, 7, 24, 30, 53):
        labels = [str(n) for n in range(count)]
        drawn = plot.bar_plot("a", "A", "Dag", labels, plot.PlotSeries("y", [0] * count))
        assert len(drawn.below) <= plot.MOST_LABELS
