"""A decision that cannot be sent is kept, and sent when it can be: nobody has to take it again."""

import pytest
from playwright.sync_api import expect

from comments.models import Decision
from tests.desk.test_queue import fill
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey


@pytest.fixture
def desk(visit, make_article, moderator):
    fill(make_article(policy="hold_all"), 3)
    desk = visit(moderator)
    desk.expects_a_broken_line = True
    desk.judge()
    return desk


def human() -> list[str]:
    return list(Decision.objects.exclude(by=None).values_list("verdict", flat=True))


def test_without_a_connection(desk):
    page = desk.page
    page.context.set_offline(True)
    page.keyboard.press("j")
    for key in ("f", "f", "f"):
        page.keyboard.press(key)
    page.locator(".grace .why", has_text="geen verbinding").nth(2).wait_for()
    # What waits for a connection can still be taken back.
    page.keyboard.press("u")
    expect(page.locator(".entry.decided")).to_have_count(2)
    assert human() == []
    page.context.set_offline(False)
    until(lambda: len(human()) == 2)
    page.locator("[data-decided]").nth(1).wait_for()
    assert human() == ["approve", "approve"]
    expect(page.locator(".failed")).to_have_count(0)


def test_signed_out_meanwhile(desk):
    page = desk.page
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.keyboard.press("j")
    page.keyboard.press("f")
    page.locator(".grace .why", has_text="afgemeld").wait_for()
    # The page to sign in never takes the place of an entry.
    expect(page.locator("#queue > .entry")).to_have_count(3)
    page.context.add_cookies(cookies)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(human)
    page.locator("[data-decided]").wait_for()
