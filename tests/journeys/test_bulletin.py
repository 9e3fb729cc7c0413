"""An editor puts a bulletin together, and a reader goes from a quotation to its place."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_from_two_pieces_and_a_reaction_to_a_reader(visit, make_article, write, editor):
    table = make_article("tafel", title="De tafel")
    make_article("stoel", title="De stoel")
    for number in range(12):
        write(table, f"Iets anders, {number}.", name="Els", email=f"els{number}@example.org")
    quoted = write(table, "Een tafel is nog geen gesprek.")

    page = visit(editor).open("/redactie/bulletins/")
    page.get_by_role("link", name="Begin een bulletin").click()
    page.get_by_label("Titel").fill("Aan tafel")
    page.get_by_role("button", name="Beginnen").click()
    page.get_by_role("link", name="Voeg een stuk toe").click()
    page.get_by_role("button", name="Voeg de hele tekst van ‘De stoel’ toe").click()
    page.get_by_role("link", name="Voeg een stuk toe").click()
    page.get_by_role("button", name="Voeg alleen de inleiding van ‘De tafel’ toe").click()
    page.get_by_role("link", name="Voeg een reactie toe").click()
    page.get_by_label("Adres van de reactie").fill(quoted.get_absolute_url())
    page.get_by_label("Adres van de reactie").press("Enter")
    page.get_by_role("button", name="Deel 2 omhoog").click()
    expect(page.locator(".bulletin-parts > li").first).to_contain_text("De tafel")
    page.get_by_role("link", name="Voorbeeld").first.click()
    expect(page.locator(".piece-title")).to_have_text(["De tafel", "De stoel"])
    page.get_by_role("link", name="Terug naar het bulletin").click()
    page.get_by_role("button", name="Publiceer").click()
    page.get_by_text("Iedereen kan het nu lezen").wait_for()

    reader = visit()
    page = reader.open("/bulletins/")
    page.get_by_role("link", name="Aan tafel").click()
    page.get_by_role("navigation", name="Inhoud").get_by_role("link", name="De stoel").click()
    page.get_by_role("link", name=f"reactie {quoted.number}").click()
    place = page.locator(f"#reactie-{quoted.number}")
    place.get_by_text("Een tafel is nog geen gesprek.").wait_for()
    page.wait_for_function(
        "id => { const box = document.getElementById(id).getBoundingClientRect();"
        " return box.top >= 0 && box.top < innerHeight; }",
        arg=f"reactie-{quoted.number}",
    )
    assert reader.context.cookies() == []
