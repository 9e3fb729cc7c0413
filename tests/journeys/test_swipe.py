"""A moderator on a phone: to the right approves, to the left rejects; scrolling only scrolls."""

import time

import pytest
from playwright.sync_api import expect

from comments.models import Decision
from tests.desk.test_queue import fill
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


class Finger:
    """Touches the screen as a finger does, through the browser's own events.

    By a clock of its own, however busy the machine is, it stands still before it lets go: one that
    is flung has chromium take the next touch for what ends that, and not for a tap.
    """

    MOVES, STANDS_STILL = 0.02, 0.2  # seconds

    def __init__(self, page):
        self.page = page
        self.clock = 0.0
        self.line = page.context.new_cdp_session(page)

    def down(self, x: float, y: float) -> None:
        self.at = x, y
        self._send("touchStart", [self.at])

    def to(self, across: float, down: float = 0, steps: int = 8) -> None:
        x, y = self.at
        for step in range(1, steps + 1):
            self._send("touchMove", [(x + across * step / steps, y + down * step / steps)])
        self.at = x + across, y + down

    def up(self) -> None:
        self._send("touchEnd", [], after=self.STANDS_STILL)

    def _send(self, kind: str, points: list, after: float = MOVES) -> None:
        # Behind the real one, so that nothing comes from the future.
        self.clock = max(self.clock, time.time() - 2) + after
        touches = [{"x": x, "y": y} for x, y in points]
        event = {"type": kind, "touchPoints": touches, "timestamp": self.clock}
        self.line.send("Input.dispatchTouchEvent", event)

    def swipe(self, entry, across: float, down: float = 0) -> None:
        text = entry.locator(".text").first
        text.scroll_into_view_if_needed()
        box = text.bounding_box()
        self.down(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.to(across, down)


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


def test_to_the_left_asks_for_the_reason(desk):
    _page, finger, entries = desk
    finger.swipe(entries.first, -120)
    finger.up()
    expect(entries.first.locator("details.reject[open] [name=ground]")).to_be_focused()
    assert human() == []


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


def test_a_tap_that_hits_twice_decides_once(desk):
    page, _finger, entries = desk
    page.evaluate("document.querySelector('#desk-words').dataset.back = 10")
    # In one go, and on the button of the next: whether it comes there depends on the screen.
    decided = page.evaluate("""() => {
      const press = (button) => button.dispatchEvent(new MouseEvent("click",
        { bubbles: true, cancelable: true, detail: 1, clientX: 100, clientY: 600 }));
      const buttons = document.querySelectorAll("button[value=approve]");
      press(buttons[0]);
      press(buttons[1]);
      return document.querySelectorAll(".entry.decided").length;
    }""")
    assert decided == 1
    page.wait_for_timeout(600)
    entries.nth(1).locator("button[value=approve]").tap()
    entries.nth(1).locator(".grace").wait_for()


def test_the_buttons_stay_at_hand_in_a_long_text(visit, make_article, moderator):
    long = {"text": "Lang. " * 900, "html": f"<p>{'Lang. ' * 900}</p>"}
    [comment] = fill(make_article(policy="hold_all"), 1)
    comment.revisions.update(**long)
    page = visit(moderator, **PHONE).judge()
    page.locator(".entry .text").tap(position={"x": 20, "y": 20})
    expect(page.locator(".entry button[value=approve]")).to_be_in_viewport(ratio=1)
    assert page.locator(".entry").bounding_box()["height"] > 3 * 740


def test_what_is_no_swipe_decides_nothing(desk):
    page, finger, entries = desk
    finger.swipe(entries.first, 60)  # let go too early
    finger.up()
    finger.swipe(entries.first, 120)  # thought better of it
    finger.to(-110)
    finger.up()
    finger.swipe(entries.first, 60, -300)  # scrolled
    finger.up()
    finger.swipe(entries.nth(1), 120)
    page.keyboard.press("Escape")
    finger.up()
    page.wait_for_function("scrollY > 0")
    expect(page.locator(".grace, .swiped, .swipe-label, details.reject[open]")).to_have_count(0)
    assert human() == []


def test_it_can_be_turned_off_and_stays_so(desk):
    page, finger, entries = desk
    page.locator("#swipe").uncheck()
    page.reload()
    page.locator("html[data-live=open]").wait_for(state="attached")
    expect(page.locator("#swipe")).not_to_be_checked()
    finger.swipe(entries.first, 120)
    finger.up()
    expect(page.locator(".grace")).to_have_count(0)
    page.locator("#swipe").check()
    finger.swipe(entries.first, 120)
    finger.up()
    entries.first.locator(".grace").wait_for()


def test_nothing_slides_for_who_wants_it_calm(desk):
    page, finger, entries = desk
    page.emulate_media(reduced_motion="reduce")
    before = entries.first.bounding_box()["x"]
    finger.swipe(entries.first, 120)
    expect(entries.first.locator(".swipe-label")).to_be_visible()
    assert entries.first.bounding_box()["x"] == before
    finger.up()
    entries.first.locator(".grace").wait_for()
