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
