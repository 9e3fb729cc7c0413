"""The moderators' desk in a real browser."""

import pytest
from playwright.sync_api import expect

from comments.models import Decision
from moderation.default_rules import DEFAULT_RULES
from tests.desk.test_queue import fill
from tests.journeys.access import complaints_everywhere
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey

# The digits choose the house rules by their numbers.
REASONS = [category for category, *_words in DEFAULT_RULES]


@pytest.fixture
def held(make_article):
    """Let this many reactions wait under a piece that holds everything."""
    return lambda size, **fields: fill(make_article(policy="hold_all"), size, **fields)


def human() -> list[tuple]:
    rows = Decision.objects.exclude(by=None).order_by("comment")
    return list(rows.values_list("comment", "verdict", "reason"))


def here(page) -> int | None:
    """The key of the entry that has the focus."""
    found = page.evaluate("document.activeElement.closest('.entry')?.dataset.id")
    return int(found) if found else None


def test_who_leaves_has_decided(visit, held, moderator):
    comment, _ = held(2)
    page = visit(moderator).open("/moderatie/")
    page.keyboard.press("j")
    page.keyboard.press("f")
    assert human() == []
    page.goto("/")
    until(human)
    assert human() == [(comment.pk, "approve", "")]


def test_a_colleague_is_seen(visit, held, moderator, second_moderator):
    first, second = held(2)
    mine = visit(moderator).open("/moderatie/")
    theirs = visit(second_moderator)
    desk = theirs.open("/moderatie/")
    desk.keyboard.press("j")
    seen = mine.locator(f"#entry-{first.pk} .colleague")
    expect(seen).to_have_text("Wordt nu bekeken door Noor Nacht")
    desk.keyboard.press("j")
    seen.wait_for(state="hidden")
    other = mine.locator(f"#entry-{second.pk} .colleague")
    other.wait_for()
    desk.goto("/")
    other.wait_for(state="hidden")
    # And whoever comes later is told what is open already.
    mine.keyboard.press("j")
    desk.goto("/moderatie/")
    desk.locator(f"#entry-{first.pk} .colleague").wait_for()


def test_two_do_not_do_the_same(visit, held, moderator, second_moderator):
    first, second, third = held(3)
    mine = visit(moderator).open("/moderatie/")
    theirs = visit(second_moderator).open("/moderatie/")
    mine.keyboard.press("j")
    theirs.locator(f"#entry-{first.pk} .colleague").wait_for()
    mine.keyboard.press("f")
    # Nothing was sent yet, and who comes next is told all the same.
    done = theirs.locator(f"#entry-{first.pk} .colleague", has_text="Zojuist beoordeeld door Mo")
    done.wait_for()
    assert human() == []
    theirs.locator(f"#entry-{second.pk} .colleague").wait_for()
    theirs.keyboard.press("j")
    assert here(theirs) == third.pk
    # What a colleague looks at can be looked at too; what they decided on is passed over.
    for _ in range(2):
        theirs.keyboard.press("k")
        assert here(theirs) == second.pk
    mine.keyboard.press("u")
    theirs.locator(f"#entry-{first.pk} .colleague", has_text="Wordt nu bekeken").wait_for()


def test_search_and_filters(visit, held, moderator):
    held(3, held_rule="links", name="Anna")
    page = visit(moderator).open("/moderatie/")
    page.keyboard.press("/")
    # What is typed in a field is no command.
    page.keyboard.type("jfduzb?")
    expect(page.locator("#zoek")).to_have_value("jfduzb?")
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator(".grace")).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url("**zoek=**")
    expect(page.locator(".entry")).to_have_count(0)
    page.locator("#zoek").fill("anna")
    page.locator("#regel").select_option("links")
    page.locator(".filters button").click()
    page.wait_for_url("**regel=links**")
    expect(page.locator(".entry")).to_have_count(3)


def test_without_scripts(visit, held, moderator):
    comment, _ = held(2)
    page = visit(moderator, java_script_enabled=False).page
    page.goto("/moderatie/")
    page.locator(f"#entry-{comment.pk} button[value=approve]").click()
    until(lambda: human() == [(comment.pk, "approve", "")])


def test_everyone_can_use_it(visit, held, moderator):
    held(3)
    desk = visit(moderator)

    def check(what: str) -> None:
        assert complaints_everywhere(page, what) == []

    for view in ("nieuw", "afgewezen", "alles", "wacht"):
        page = desk.open(f"/moderatie/?lijst={view}")
        check(view)
    # As a finger meets them.
    page.set_viewport_size({"width": 360, "height": 740})
    buttons = page.locator(".entry").first.locator(".verdict > .button, .reject > .button")
    for box in (button.bounding_box() for button in buttons.all()):
        assert box["height"] >= 44
        assert box["width"] >= 120
    page.keyboard.press("j")
    page.keyboard.press("f")
    check("decided")
    page.keyboard.press("d")
    check("rejecting")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    check("help")
