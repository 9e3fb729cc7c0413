"""Asking for the newsletter, and an editor who makes it theirs."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from notifications.actions.mailing_list import newsletter_readers
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey


def test_a_stranger_asks_says_yes_in_the_mail_and_stops_again(visit, site):
    guest = visit()
    page = guest.open("/nieuwsbrief/")
    page.get_by_label("Je e-mailadres").fill("gast@example.org")
    page.get_by_role("button", name="Mail me de nieuwsbrief").click()
    page.get_by_text("We stuurden een mail naar gast@example.org").wait_for()
    page.goto(site.mailed_link("gast@example.org"))
    assert not newsletter_readers().exists()
    page.get_by_role("button", name="Ja, mail me de nieuwsbrief").click()
    page.get_by_role("heading", name="Je krijgt de nieuwsbrief").wait_for()
    assert newsletter_readers().get().email == "gast@example.org"
    assert guest.context.cookies() == []


def test_an_editor_writes_moves_leaves_out_and_tests(visit, site, make_article, write, editor):
    for n, slug in enumerate(("een", "twee")):
        article = make_article(slug, title=f"Stuk {slug}", published_at=timezone.now())
        first = write(article, f"Stelling {slug}.", name="Nul", email="nul@example.org")
        for who in range(3 - n):
            guest = {"name": f"Mens {who}", "email": f"mens{who}@example.org"}
            write(article, f"Antwoord {who}.", parent=first, **guest)
    page = visit(editor).open("/moderatie/nieuwsbrief/")
    entries = page.locator(".ruled-list > li")
    expect(entries.first).to_contain_text("Stuk een")
    entries.first.get_by_role("button", name="Omlaag").click()
    expect(entries.first).to_contain_text("Stuk twee")
    entries.nth(1).get_by_role("button", name="Laat weg").click()
    entries.nth(1).get_by_text("weggelaten").wait_for()
    page.get_by_label("Je woord in het Nederlands").fill("Een *mooie* week.")
    page.get_by_role("button", name="Opslaan").click()
    preview = page.locator(".newsletter-preview")
    preview.get_by_text("mooie").wait_for()
    expect(preview).to_contain_text("Stelling twee.")
    expect(preview).not_to_contain_text("Stelling een.")
    page.get_by_role("button", name="Mail een proef").click()
    page.get_by_text("Er is een proefbrief onderweg").wait_for()
    until(lambda: any("Stelling twee." in mail.get_content() for mail in site.mails(editor.email)))
    page.get_by_role("button", name="Gelast deze af").click()
    page.get_by_role("button", name="Verstuur hem toch").wait_for()
