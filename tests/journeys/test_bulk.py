"""Deciding on many at once, in a real browser and with a real worker."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import expect

from comments.models import Batch, Comment, Decision
from desk.actions.bulk import run_batch
from tests.desk.test_queue import fill
from tests.journeys.access import complaints_everywhere
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey


@pytest.fixture
def held(make_article):
    """Let this many reactions wait under a piece that holds everything."""
    return lambda size, **fields: fill(make_article(policy="hold_all"), size, **fields)


def statuses() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


def its_time_comes(after: timedelta = timedelta(0)) -> DBTaskResult:
    """Do the worker's part, once the ten seconds are over in which it can be cancelled."""
    task = until(DBTaskResult.objects.filter(task_path=run_batch.module_path).first)
    DBTaskResult.objects.filter(pk=task.pk).update(run_after=timezone.now() + after)
    return task


def box(page, comment):
    return page.locator(f"#entry-{comment.pk} input[name=chosen]")


def test_by_key_and_undone_while_a_reader_looks_on(visit, held, moderator):
    first, second, third = held(3)
    reader = visit()
    reader.open(first.article.get_absolute_url())
    page = visit(moderator).open("/moderatie/")
    for key in ("j", "x", "j", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("#chosen")).to_have_text("2 gekozen")
    page.keyboard.press("Shift+F")
    page.wait_for_url("**/moderatie/samen/*/")
    # Approving a few is not asked; within ten seconds nothing happens yet.
    expect(page.locator("[data-part=progress]")).to_contain_text("Begint over")
    assert statuses() == ["pending"] * 3
    undo = page.get_by_role("button", name="Alles terugdraaien")
    undo.wait_for(timeout=40_000)
    assert statuses() == ["published", "pending", "published"]
    assert page.locator("progress").evaluate("bar => [bar.value, bar.max]") == [2, 2]
    reader.comment(1).wait_for()
    reader.comment(2).wait_for()
    undo.click()
    page.get_by_text("2 teruggedraaid").wait_for()
    assert statuses() == ["pending"] * 3
    assert list(Comment.objects.queue()) == [first, second, third]
    reader.page.locator("#thread .comment").first.wait_for(state="detached")
    assert Decision.objects.exclude(by=None).count() == 4


def test_by_mouse_a_range_and_asked_first(visit, held, moderator, second_moderator):
    comments = held(4)
    page = visit(moderator).open("/moderatie/")
    box(page, comments[0]).click()
    box(page, comments[2]).click(modifiers=["Shift"])
    expect(page.locator("#chosen")).to_have_text("3 gekozen")
    page.get_by_role("button", name="Samen afwijzen").click()
    page.get_by_role("heading", name="3 reacties afwijzen").wait_for()
    page.locator("form.panel button[type=submit]").click()
    page.locator("[role=alert]").wait_for()  # without a ground nothing is refused
    page.locator("[name=ground]").select_option("1")
    page.locator("form.panel button[type=submit]").click()
    page.get_by_role("button", name="Annuleren").wait_for()
    # A colleague is first with one of them.
    its_time_comes(after=timedelta(hours=1))
    other = visit(second_moderator, java_script_enabled=False).page
    other.goto("/moderatie/")
    other.locator(f"#entry-{comments[1].pk} button[value=approve]").click()
    until(lambda: statuses()[1] == "published")
    its_time_comes()
    page.get_by_text("1 overgeslagen").wait_for(timeout=40_000)
    skipped = page.locator("[data-part=skipped]")
    expect(skipped).to_contain_text("een collega was eerst (Noor Nacht")
    assert statuses() == ["rejected", "published", "rejected", "pending"]


def test_cancelled_within_ten_seconds(visit, held, moderator):
    held(2)
    page = visit(moderator).open("/moderatie/")
    page.locator("#choose-page").check()
    page.get_by_role("button", name="Samen goedkeuren").click()
    page.get_by_role("button", name="Annuleren").click()
    page.get_by_text("Geannuleerd voor het begon").wait_for()
    task = its_time_comes()
    until(lambda: DBTaskResult.objects.successful().filter(pk=task.pk).exists())
    assert statuses() == ["pending"] * 2


def test_all_by_one_writer_without_scripts(visit, held, moderator):
    mine = held(3, name="Anna")
    Comment.objects.update(email="anna@example.org")
    Comment.objects.filter(pk=mine[2].pk).update(email="ben@example.org")
    page = visit(moderator, java_script_enabled=False).page
    page.goto("/moderatie/")
    entry = page.locator(f"#entry-{mine[0].pk}")
    entry.get_by_role("button", name="Alle van deze schrijver afwijzen").click()
    expect(page.locator("h1")).to_have_text("2 reacties afwijzen")
    page.locator("[name=ground]").select_option("1")
    page.locator("form.panel button[type=submit]").click()
    its_time_comes()
    until(lambda: Batch.objects.get().status == "done")
    page.get_by_role("link", name="Kijk opnieuw").click()
    assert statuses() == ["rejected", "rejected", "pending"]
    page.get_by_role("button", name="Alles terugdraaien").click()
    until(lambda: Batch.objects.get().status == "undone", 40)
    assert statuses() == ["pending"] * 3


def test_all_that_link_to_one_domain(visit, held, moderator):
    comments = held(3)
    for comment, host in zip(
        comments, ("kwaad.example", "www.kwaad.example", "goed.example"), strict=True
    ):
        comment.revisions.update(html=f'<p><a href="https://{host}/x">hier</a></p>')
    page = visit(moderator).open("/moderatie/?koppeling=kwaad.example")
    expect(page.locator(".entry")).to_have_count(2)
    page.locator("#choose-all").check()
    expect(page.locator("#chosen")).to_have_text("Alle 2 gevonden")
    page.get_by_role("button", name="Samen afwijzen").click()
    page.get_by_role("heading", name="2 reacties afwijzen").wait_for()


def test_everyone_can_use_it(visit, held, moderator):
    held(3)
    page = visit(moderator).open("/moderatie/")

    def check(what: str) -> None:
        assert complaints_everywhere(page, what) == []

    page.locator("#choose-page").check()
    check("chosen")
    page.get_by_role("button", name="Samen afwijzen").click()
    page.locator("[name=ground]").wait_for()
    check("asked")
    page.locator("[name=ground]").select_option("1")
    page.locator("form.panel button[type=submit]").click()
    page.get_by_role("button", name="Annuleren").wait_for()
    check("waiting")
    page.get_by_role("button", name="Annuleren").click()
    page.get_by_text("Geannuleerd voor het begon").wait_for()
    page.goto("/moderatie/samen/")
    check("the latest")
