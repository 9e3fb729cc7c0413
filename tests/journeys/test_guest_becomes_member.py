"""From a guest's first reaction to an account that has it: by mail all the way."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from comments.models import Comment
from tests.guests import confirmed, unconfirmed
from tests.journeys.access import complaints_everywhere
from tests.journeys.visitor import Visitor, until
from tests.site import LINK

pytestmark = pytest.mark.journey

GERDA = "gerda@example.org"


def check(visitor: Visitor, what: str) -> None:
    """Nobody is kept out of this page, in either theme, and nothing hangs over a phone's edge."""
    assert complaints_everywhere(visitor.page, what) == []


def open_by_link(visitor: Visitor, site, address: str) -> None:
    """Ask for the link on the page for it, and press the button behind it."""
    page = visitor.page
    page.goto("/mijn/")
    page.wait_for_url("**/mijn/link/")
    check(visitor, "asking")
    before = len(site.mails(address))
    page.locator("[name=email]").fill(address)
    page.locator("[name=email]").press("Enter")
    page.wait_for_url("**/mijn/link/onderweg/")
    check(visitor, "asked")
    mail = until(lambda: site.mails(address)[before:])[-1]
    page.goto(LINK.search(mail.get_content())[0])
    check(visitor, "behind the link")
    page.locator("main form button").click()
    page.wait_for_url("**/mijn/")


def test_a_guest_becomes_a_member_and_takes_along_what_they_wrote(visit, site, article):
    watcher = visit()
    watcher.open(article.get_absolute_url())

    # A guest reacts, and confirms by mail.
    gerda = visit()
    page = gerda.open(article.get_absolute_url())
    gerda.write("Mijn eerste.", name="Gerda", email=GERDA)
    page.goto(site.mailed_link(GERDA))
    page.locator("main form button").click()
    page.locator("main a[href='/mijn/']").wait_for()
    watcher.comment(1).wait_for()
    confirmed(article, "Mijn tweede.", email=GERDA)
    confirmed(article, "Mijn derde.", email=GERDA)
    unconfirmed(article, "Iemand typte haar adres.", email=GERDA)
    watcher.comment(3).wait_for()

    # Elsewhere, by a mailed link, all of it is there.
    elsewhere = visit()
    open_by_link(elsewhere, site, GERDA)
    page = elsewhere.page
    expect(page.locator(".reaction")).to_have_count(3)
    expect(page.locator("main")).not_to_contain_text("Iemand typte")
    check(elsewhere, "my reactions")
    page.locator(".reaction", has_text="Mijn eerste.").locator("a[href*=intrekken]").click()
    page.locator("main .danger").click()
    page.wait_for_url("**/mijn/#eigen-*")
    watcher.comment(1).wait_for(state="detached")
    page.locator(".reaction", has_text="Ingetrokken.").wait_for()

    # The guest leaves, and this browser knows no one.
    page.locator(".guest-bar button").click()
    page.wait_for_url("**/tot-ziens/")
    page.goto("/mijn/")
    page.wait_for_url("**/mijn/link/")

    # With the same address the guest becomes a member, and is told.
    page.goto("/account/signup/")
    page.locator("[name=name]").fill("Gerda Groen")
    page.locator("[name=email]").fill(GERDA)
    before = len(site.mails(GERDA))
    page.locator("[name=email]").press("Enter")
    elsewhere.enter_code(GERDA, before)
    page.locator(".messages a[href='/mijn/overnemen/']").click()
    page.wait_for_url("**/mijn/overnemen/")
    expect(page.locator("[name=reaction]")).to_have_count(3)
    expect(page.locator("[name=reaction]:checked")).to_have_count(3)
    check(elsewhere, "taking over")
    page.locator(".choose li", has_text="Mijn eerste.").locator("input").uncheck()
    versions = {n: watcher.comment(n).get_attribute("data-version") for n in (2, 3)}
    page.locator("main form button.primary").click()
    page.wait_for_url("**/mijn/")

    # Two are the member's, and whoever has the piece open has them as they are now.
    expect(page.locator(".reaction")).to_have_count(2)
    expect(page.locator(".notice")).to_have_count(0)
    gerda_groen = User.objects.get(email=GERDA)
    taken = Comment.objects.filter(user=gerda_groen).values_list("number", flat=True)
    assert set(taken) == {2, 3}
    for number, version in versions.items():
        changed = f"#reactie-{number}:not([data-version='{version}'])"
        watcher.page.locator(changed).wait_for()
        expect(watcher.comment(number)).to_contain_text("Gerda")
    # In the member's own browser they are marked as theirs.
    elsewhere.open(article.get_absolute_url())
    expect(elsewhere.comment(2)).to_contain_class("mine")
    # The browser that wrote the first as a guest still has that one, and no more.
    gerda.page.goto("/mijn/")
    expect(gerda.page.locator(".reaction")).to_have_count(1)


def test_by_keyboard_and_without_javascript(visit, site, article):
    confirmed(article, "Van mij.", email=GERDA)
    gerda = visit(java_script_enabled=False)
    page = gerda.page
    page.goto("/mijn/link/")
    page.keyboard.press("Tab")
    page.locator("[name=email]").focus()
    page.keyboard.type(GERDA)
    page.keyboard.press("Enter")
    page.wait_for_url("**/mijn/link/onderweg/")
    page.goto(site.mailed_link(GERDA))
    page.locator("main form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/mijn/")
    expect(page.locator("main")).to_contain_text("Van mij.")
    page.locator("a[href*=intrekken]").focus()
    page.keyboard.press("Enter")
    page.locator("main .danger").focus()
    page.keyboard.press("Enter")
    page.locator(".reaction", has_text="Ingetrokken.").wait_for()
