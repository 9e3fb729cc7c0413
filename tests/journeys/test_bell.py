"""Someone answers, and the bell of who is answered rings, wherever they are on the site."""

import pytest
from playwright.sync_api import expect

from notifications.models import Notice
from tests.journeys.visitor import SECONDS, until

pytestmark = pytest.mark.journey

PATIENCE = 2 * SECONDS  # the worker tells, and without a shared layer the database is asked


def rings(visitor, number: int) -> None:
    bell = visitor.page.locator("#bell")
    expect(bell.locator("[data-number]")).to_have_text(str(number), timeout=PATIENCE)
    expect(bell).to_have_accessible_name(f"Meldingen: {number} ongelezen")


def test_an_answer_rings_the_bell_on_every_page(visit, article, write, reader, make_article):
    mine = write(article, "Van mij.", user=reader)
    elsewhere = make_article("elders")
    at_article, at_front = visit(reader), visit(reader)
    at_article.open(elsewhere.get_absolute_url())
    at_front.open("/")
    at_front.page.locator("html[data-bell=open]").wait_for(state="attached")
    expect(at_front.page.locator("#bell")).to_have_accessible_name("Meldingen")
    sockets = []
    at_article.page.on("websocket", lambda socket: sockets.append(socket.url))

    # Someone else, at a browser of their own, answers.
    other = visit()
    other.open(article.get_absolute_url())
    other.comment(mine.number).locator("[data-reply]").click()
    other.fill("Daar ben ik het mee eens.", "Daan", "daan@example.org")
    other.send()
    other.page.locator("#jouw-reacties [data-own]").first.wait_for()
    other.page.goto(other.site.mailed_link("daan@example.org"))
    other.page.get_by_role("button", name="Ja, plaats mijn reactie").click()

    rings(at_article, 1)
    rings(at_front, 1)
    # It is said politely, and once.
    expect(at_front.page.locator("#bell-news")).to_have_text("Er is een nieuwe melding")
    assert sockets == []

    # The way there; from then on it is read, in every open page.
    at_front.page.locator("#bell").click()
    at_front.page.get_by_role("link", name="Daan heeft geantwoord").click()
    at_front.page.wait_for_url("**/opinie/samen/#reactie-*")
    for visitor in (at_front, at_article):
        expect(visitor.page.locator("#bell")).to_have_accessible_name("Meldingen", timeout=PATIENCE)


@pytest.mark.parametrize("address", ["/opinie/elders/", "/"])
def test_after_a_cut_the_count_is_exact(address, site, visit, article, write, reader, make_article):
    make_article("elders")
    mine = write(article, "Van mij.", user=reader)
    reading = visit(reader)
    reading.expects_a_broken_line = True
    reading.open(address)
    mark = "live" if "elders" in address else "bell"
    reading.page.locator(f"html[data-{mark}=open]").wait_for(state="attached")
    reading.page.wait_for_load_state("networkidle")
    site.wire.cut()
    reading.page.locator(f"html[data-{mark}=lost]").wait_for(state="attached")
    for number in range(3):
        write(article, f"Antwoord {number}.", parent=mine, name=f"Naam {number}")
    until(lambda: Notice.objects.of_user(reader).count() == 3, PATIENCE / 1000)
    reading.page.wait_for_timeout(500)
    expect(reading.page.locator("#bell [data-number]")).to_be_hidden()
    site.wire.mend()
    reading.page.locator(f"html[data-{mark}=open]").wait_for(state="attached", timeout=60_000)
    rings(reading, 3)
