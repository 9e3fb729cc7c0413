"""A moderator on a phone: to the right approves, to the left rejects; scrolling only scrolls."""

import pytest
from playwright.sync_api import expect

from comments.models import Decision
from tests.desk.test_queue import fill
from tests.finger import PHONE, Finger
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey


@pytest.fixture
def desk(visit, make_article, moderator):
    fill(make_article(policy="hold_all"), 4)
    page = visit(moderator, **PHONE).judge()
    return page, Finger(page), page.locator("#queue > .entry")


def human() -> list[str]:
    return list(Decision.objects.exclude(by=None).values_list("verdict", flat=True))


def test_to_the_right_approves_and_can_be_undone(desk):
    page, finger, entries = desk
    # As long as people have to undo.
    page.evaluate("document.querySelector('#desk-words').dataset.back = 10")
    first = entries.first
    finger.swipe(first, 60)
    label = first.locator(".swipe-label")
    expect(label).to_have_text("Goedkeuren")
    expect(label).not_to_contain_class("enough")
    finger.to(60)
    expect(label).to_contain_class("enough")
    finger.up()
    first.locator(".grace").wait_for()
    expect(page.locator(".entry:focus")).to_have_count(1)
    first.get_by_role("button", name="Terugnemen").tap()
    expect(first.locator(".text").first).to_be_visible()
    expect(first.locator(".grace")).to_have_count(0)
    expect(page.locator(".swipe-label")).to_have_count(0)
    finger.swipe(first, 120)
    finger.up()
    until(lambda: human() == ["approve"], 30)


def test_one_tap_refuses_by_a_rule(desk):
    _page, _finger, entries = desk
    first = entries.first
    first.locator("summary.button").tap()
    rules = first.locator(".reasons button")
    rules.first.wait_for()
    assert all(rule.bounding_box()["height"] >= 44 for rule in rules.all())
    rules.nth(1).tap()
    until(human)
    assert Decision.objects.exclude(by=None).get().house_rule.number == 2


def test_the_buttons_stay_at_hand_in_a_long_text(visit, make_article, moderator):
    long = {"text": "Lang. " * 900, "html": f"<p>{'Lang. ' * 900}</p>"}
    [comment] = fill(make_article(policy="hold_all"), 1)
    comment.revisions.update(**long)
    page = visit(moderator, **PHONE).judge()
    page.locator(".entry .text").tap(position={"x": 20, "y": 20})
    expect(page.locator(".entry button[value=approve]")).to_be_in_viewport(ratio=1)
    assert page.locator(".entry").bounding_box()["height"] > 3 * 740
