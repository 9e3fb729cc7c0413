"""An entry of the queue under a finger: aside it decides, up and down it scrolls."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.finger import PHONE, Finger
from tests.widgets import pages
from tests.widgets.bench import Bench, bench_in

pytestmark = pytest.mark.journey

OPTIONS = f"{{words: {pages.QUEUE_WORDS}, deskWords: {pages.DESK_WORDS}}}"


@pytest.fixture
def phone(chromium) -> Iterator[Bench]:
    with bench_in(chromium, **PHONE) as bench:
        yield bench


@pytest.fixture
def desk(phone):
    connect(phone)
    return phone.page, Finger(phone.page), phone.page.locator("#queue > .entry")


def connect(phone: Bench) -> None:
    text = f"<div class=text>{'Lang. ' * 90}</div>"
    phone.open(pages.queue(*(pages.entry(number, text) for number in range(1, 5))), css="site desk")
    phone.connect("desk/swipe", "SwipeSetting", "#swipe")
    phone.connect("desk/queue", "Queue", "#queue", OPTIONS)


def posts(phone: Bench) -> list[str]:
    return [path for method, path, _body in phone.requests if method == "POST"]


def test_to_the_left_asks_for_the_reason(desk, phone):
    _page, finger, entries = desk
    finger.swipe(entries.first, -120)
    finger.up()
    expect(entries.first.locator("details.reject[open] [name=ground]")).to_be_focused()
    assert posts(phone) == []


def test_what_is_no_swipe_decides_nothing(desk, phone):
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
    assert posts(phone) == []


def test_it_can_be_turned_off_and_stays_so(desk, phone):
    page, finger, entries = desk
    page.locator("#swipe").uncheck()
    connect(phone)
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
