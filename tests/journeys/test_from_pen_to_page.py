"""A reaction from its writer, by way of a moderator, to everyone who is reading."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from comments.models import Comment
from tests.journeys.visitor import UNDER_THE_EYES

pytestmark = [pytest.mark.journey, pytest.mark.services]

WITHIN = 1000  # milliseconds from a click to the pages of all readers

# When the reaction with this text was first in the page, by the clock of this machine.
WAIT_FOR = """(text) => {
  window.arrived = new Promise((done) => {
    const look = () => {
      const parts = [...document.querySelectorAll("#thread .text")];
      const found = parts.some((part) => part.textContent.includes(text));
      if (found) done(Date.now());
      return found;
    };
    new MutationObserver(look).observe(document.querySelector("#thread"), { childList: true });
    look();
  });
}"""
# Kept beyond the page: a decision on a page of its own leads to the next page.
CLICKED = """() => {
  addEventListener("click", () => { sessionStorage.clicked ??= Date.now(); }, true);
}"""


def test_a_guest_is_read_within_a_second(
    site, visit, make_article, make_thread, moderator, record_property
):
    article = make_article()
    make_thread(article, 120)
    Article.objects.filter(pk=article.pk).update(policy=Article.Policy.HOLD_ALL)
    address = article.get_absolute_url()

    deciding = visit()
    deciding.sign_in(moderator.email)
    desk = deciding.open("/moderatie/")
    expect(desk.locator("#queue > li")).to_have_count(0)

    reading = visit()
    reading.open(address)
    reading.load_all()
    place = reading.read(70)
    assert reading.page.evaluate(UNDER_THE_EYES) == "reactie-70"
    scroll = reading.page.evaluate("scrollY")

    # A guest answers #8, far above what is being read.
    guest = visit()
    page = guest.open(address)
    page.locator("#reactie-8 .reply").click()
    guest.fill("Daar denk ik *anders* over.", "Gerda Gast", "gerda@example.org")
    guest.send()
    page.locator("#jouw-reacties [data-own]").wait_for()
    page.reload()
    expect(page.locator("#jouw-reacties")).to_contain_text("gerda@example.org")

    link = site.mailed_link("gerda@example.org")
    for _ in range(2):
        page.goto(link)
        assert Comment.objects.get(email="gerda@example.org").status == "unconfirmed"
    assert desk.locator("#queue > li").count() == 0
    page.locator("main form button").click()
    page.locator("main form button.link").wait_for()
    assert Comment.objects.get(email="gerda@example.org").status == "pending"

    # It comes up in the queue by itself, and nowhere else.
    expect(desk.locator("#queue > li")).to_contain_text("anders")
    assert "Gerda" not in reading.page.content()

    # On its own page, where a decision is sent at once: the list waits ten seconds for an undo.
    desk.goto(f"/moderatie/{Comment.objects.get(email='gerda@example.org').pk}/")
    reading.page.evaluate(WAIT_FOR, "anders over")
    desk.evaluate(CLICKED)
    desk.locator("button[value=approve]").click()
    arrived = reading.page.evaluate("window.arrived")
    clicked = desk.wait_for_function("() => Number(sessionStorage.clicked)").json_value()
    taken = arrived - clicked
    record_property("milliseconds", taken)
    print(f"\nfrom the moderator's click to the reader's page: {taken} ms")
    assert taken < WITHIN

    # At its place, and nothing that is being read has moved.
    numbers = reading.numbers()
    assert numbers.index(121) == numbers.index(9) + 1
    assert reading.comment(121).get_attribute("data-depth") == "2"
    assert reading.moved() <= 1
    assert reading.page.evaluate("scrollY") == scroll
    assert reading.page.evaluate(UNDER_THE_EYES) == "reactie-70"
    expect(reading.page.locator("#count")).to_have_text("121")
    reveal = reading.page.locator("#reveal")
    expect(reveal).to_have_text(re.compile("^1 "))
    expect(reading.comment(121)).to_be_hidden()
    reveal.click()
    expect(reading.comment(121)).to_be_visible()
    expect(reveal).to_be_hidden()
    reading.page.wait_for_function(
        "() => { const box = document.querySelector('#reactie-121').getBoundingClientRect();"
        "return box.top >= 0 && box.bottom <= innerHeight }"
    )
    expect(reading.comment(121)).to_be_focused()

    # The moderator takes it away again: gone, without a trace.
    reading.read(70)
    desk.goto(f"/moderatie/{Comment.objects.get(number=121).pk}/")
    remove(desk)
    reading.comment(121).wait_for(state="detached")
    assert reading.moved() <= 1
    expect(reading.page.locator("#count")).to_have_text("120")
    expect(place).to_be_visible()


def remove(desk) -> None:
    desk.locator(".reject summary").click()
    desk.locator(".reject [name=ground]").select_option("2")
    desk.locator(".reject button[type=submit]").click()


def test_what_was_answered_leaves_a_tombstone(visit, article, write, moderator):
    first = write(article, "Wie dit leest is een halvegare.", name="Boze Bas")
    write(article, "Rustig maar.", parent=first)
    reading = visit()
    reading.open(article.get_absolute_url())
    desk = visit(moderator)
    desk.open(f"/moderatie/{first.pk}/")
    remove(desk.page)

    reading.page.locator("#reactie-1.tombstone").wait_for()
    content = reading.page.content()
    assert "halvegare" not in content
    assert "Boze" not in content
    expect(reading.comment(2)).to_contain_text("Rustig maar")
    expect(reading.page.locator("#count")).to_have_text("1")
    # Put back, it is whole again.
    desk.page.goto(f"/moderatie/{first.pk}/")
    desk.page.locator("button[value=approve]").click()
    reading.page.locator("#reactie-1:not(.tombstone)").wait_for()
    expect(reading.comment(2)).to_contain_text("Boze Bas")


def test_what_falls_below_is_simply_there(visit, article, make_thread, reader):
    make_thread(article, 20)
    reading = visit()
    reading.open(article.get_absolute_url())
    reading.read(5)
    writing = visit(reader)
    writing.open(article.get_absolute_url())
    writing.write("Ik sluit me aan.")
    reading.comment(21).wait_for()
    assert reading.moved() <= 1
    assert reading.numbers()[-1] == 21
    expect(reading.page.locator("#reveal")).to_be_hidden()
    # One's own is shown at once and has the focus.
    writing.page.locator("#reactie-21.mine:focus").wait_for()
