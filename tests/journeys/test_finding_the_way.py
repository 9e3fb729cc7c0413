"""Links to reactions, there and back again, and branches that are folded."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

IN_SIGHT = """(number) => {
  const box = document.querySelector(`#reactie-${number}`)?.getBoundingClientRect();
  return Boolean(box) && box.bottom > 0 && box.top < innerHeight;
}"""


def in_sight(visitor: Visitor, number: int) -> None:
    visitor.page.wait_for_function(IN_SIGHT, arg=number)


def test_a_bare_address_opens_the_right_page(visit, article, make_thread):
    make_thread(article, 120)
    guest = visit()
    page = guest.page
    page.goto(f"{article.get_absolute_url()}#reactie-115")
    page.wait_for_url("**?na=*#reactie-115")
    guest.until_live()
    in_sight(guest, 115)
    expect(guest.comment(115)).to_have_class("comment found")
    # Typed over the address of a page that is open it does the same.
    page.evaluate("location.hash = 'reactie-110'")
    in_sight(guest, 110)
    page.evaluate("location.hash = 'reactie-7'")
    page.wait_for_url(lambda url: "na=" not in url and url.endswith("#reactie-7"))
    guest.until_live()
    in_sight(guest, 7)
    # One that is not there says so.
    page.goto(f"{article.get_absolute_url()}#reactie-999")
    page.wait_for_url("**/reactie/999/")
    expect(page.locator("main a.button")).to_have_attribute("href", re.compile("#reacties$"))


def test_there_and_back_to_what_is_answered(visit, article, make_thread, write):
    comments = make_thread(article, 30)
    guest = visit()
    page = guest.open(article.get_absolute_url())
    late = write(article, "Dit raakt aan het begin.", parent=comments[28])
    guest.comment(late.number).wait_for(state="attached")
    answering = guest.comment(late.number)
    answering.scroll_into_view_if_needed()
    answering.locator(".answers a").click()
    in_sight(guest, 29)
    page.wait_for_url("**#reactie-29")
    expect(guest.comment(29)).to_be_focused()
    back = guest.comment(29).locator(".back")
    back.click()
    in_sight(guest, late.number)
    page.wait_for_url(f"**#reactie-{late.number}")
    page.go_back()
    page.wait_for_url("**#reactie-29")
    expect(guest.comment(29)).to_contain_class("found")
    page.go_forward()
    page.wait_for_url(f"**#reactie-{late.number}")
    # Nothing of this asked the server for the page again.
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1


def test_back_from_a_reaction_on_another_page(visit, article, make_thread):
    comments = make_thread(article, 60)
    guest = visit()
    page = guest.open(f"{article.get_absolute_url()}?na={comments[50].path}")
    assert guest.numbers()[0] == 52
    page.goto(f"/opinie/{article.slug}/reactie/3/")
    guest.until_live()
    in_sight(guest, 3)
    page.go_back()
    guest.until_live()
    assert guest.numbers()[0] == 52
