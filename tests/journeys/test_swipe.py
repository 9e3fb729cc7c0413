"""A moderator on a phone: to the right approves, to the left rejects; scrolling only scrolls."""

import pytest

from comments.models import Decision
from tests.comments.test_desk import fill
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


class Finger:
    """Touches the screen as a finger does, through the browser's own events."""

    def __init__(self, page):
        self.page = page
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
        self._send("touchEnd", [])

    def _send(self, kind: str, points: list) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self.line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

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
    assert first.locator(".swipe-label").inner_text() == "Goedkeuren"
    assert "enough" not in first.locator(".swipe-label").get_attribute("class")
    finger.to(60)
    assert "enough" in first.locator(".swipe-label").get_attribute("class")
    finger.up()
    first.locator(".grace").wait_for()
    # Sooner, chromium takes a touch for the end of the swipe; and a person is no sooner there.
    page.wait_for_timeout(1000)
    assert page.evaluate("document.activeElement.matches('.entry')")
    first.get_by_role("button", name="(u)").tap()
    first.locator(".grace").wait_for(state="detached")
    assert page.locator(".swipe-label").count() == 0
    finger.swipe(first, 120)
    finger.up()
    until(lambda: human() == ["approve"], 30)


def test_to_the_left_asks_for_the_reason(desk):
    page, finger, entries = desk
    finger.swipe(entries.first, -120)
    finger.up()
    entries.first.locator("details.reject[open] select").first.wait_for()
    assert page.evaluate("document.activeElement.name") == "ground"
    assert human() == []


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
    assert page.locator(".grace, .swiped, .swipe-label, details.reject[open]").count() == 0
    assert page.evaluate("scrollY") > 0
    assert human() == []


def test_it_can_be_turned_off_and_stays_so(desk):
    page, finger, entries = desk
    page.locator("#swipe").uncheck()
    page.reload()
    page.locator("html[data-live=open]").wait_for(state="attached")
    assert not page.locator("#swipe").is_checked()
    finger.swipe(entries.first, 120)
    finger.up()
    assert page.locator(".grace").count() == 0
    page.locator("#swipe").check()
    finger.swipe(entries.first, 120)
    finger.up()
    entries.first.locator(".grace").wait_for()


def test_nothing_slides_for_who_wants_it_calm(desk):
    page, finger, entries = desk
    page.emulate_media(reduced_motion="reduce")
    before = entries.first.bounding_box()["x"]
    finger.swipe(entries.first, 120)
    assert entries.first.locator(".swipe-label").is_visible()
    assert entries.first.bounding_box()["x"] == before
    finger.up()
    entries.first.locator(".grace").wait_for()
