"""Becoming a member, signing in, and who speaks in which capacity."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from comments.models import Comment

pytestmark = pytest.mark.journey


def test_from_stranger_to_member_to_reaction(visit, site, article):
    person = visit()
    page = person.open(article.get_absolute_url())
    page.locator("header a[href*='/account/login/']").click()
    page.locator("main a[href*='/account/signup/']").click()
    page.locator("[name=name]").fill("Nieuwe Nel")
    page.locator("[name=email]").fill("nel@example.org")
    page.locator("[name=email]").press("Enter")
    person.enter_code("nel@example.org")
    assert User.objects.get(email="nel@example.org").name == "Nieuwe Nel"
    # Back where one came from, and no name or address is asked any more.
    page.wait_for_url(f"**{article.get_absolute_url()}")
    person.until_live()
    expect(person.form.locator("[name=name]")).to_have_count(0)
    person.write("Mijn eerste als lid.")
    expect(person.comment(1)).to_contain_text("Nieuwe Nel")

    # Later, in another browser, with a code.
    later = visit()
    page = later.open(article.get_absolute_url())
    page.locator("header a[href*='/account/login/']").click()
    later.sign_in("nel@example.org")
    page.wait_for_url(f"**{article.get_absolute_url()}")
    later.until_live()
    expect(later.comment(1)).to_contain_class("mine")
    later.write("Mijn tweede.")
    later.comment(2).wait_for()
    assert Comment.objects.get(number=2).user.email == "nel@example.org"
    # Signing out asks, and then the page knows nobody.
    page.locator("header a[href*='/account/logout/']").click()
    page.locator("main form button").first.click()
    expect(page.locator("header a[href*='/account/login/']")).to_have_count(1)


def test_a_wrong_code_does_not_open_the_door(visit, reader):
    person = visit()
    page = person.page
    page.goto("/account/login/")
    page.locator("[name=login]").fill(reader.email)
    page.locator("[name=login]").press("Enter")
    page.locator("[name=code]").fill("000-000-000")
    page.locator("[name=code]").press("Enter")
    page.locator("main [role=alert], main .errors, main .error").first.wait_for()
    page.goto("/")
    expect(page.locator("header a[href*='/account/logout/']")).to_have_count(0)


def test_the_author_is_public_at_once_with_a_badge(visit, article, author, write):
    article.policy = article.Policy.HOLD_ALL
    article.save()
    reading, writing = visit(), visit(author)
    reading.open(article.get_absolute_url())
    writing.open(article.get_absolute_url())
    writing.write("Ik antwoord graag.")
    expect(reading.comment(1).locator(".badge")).to_be_visible()
    expect(reading.comment(1)).to_contain_text(author.affiliation)


# A Cyrillic а and о, a ligature of width, and letters that only look like others.
LOOK_ALIKES = [
    "Adriaan Auteur",
    "ADRIAAN  AUTEUR",
    "Аdriаan Auteur",
    "Ａdriaan Auteur",
    "Adriaan\u200b Auteur",
]


def test_nobody_takes_the_name_of_an_author(visit, article, author):
    guest = visit()
    page = guest.open(article.get_absolute_url())
    for name in LOOK_ALIKES:
        guest.fill("Ik ben het echt.", name, "nep@example.org")
        guest.send()
        field = page.locator("#reageer .errors a[href='#id_name']")
        field.wait_for()
        expect(guest.text).to_have_value("Ik ben het echt.")
        expect(guest.form.locator("[name=email]")).to_have_value("nep@example.org")
        page.locator("#reageer .errors").evaluate("node => node.remove()")
    assert not Comment.objects.exists()
