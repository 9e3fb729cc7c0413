"""Ways in beside the mailed code, as a person takes them in a real browser."""

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.accounts.conftest import code_of
from tests.conftest import PASSWORD
from tests.journeys.access import complaints_everywhere
from tests.journeys.visitor import Visitor, until
from tests.provider import run

pytestmark = pytest.mark.journey

# As a telephone: it keeps passkeys, and knows its owner by a finger.
TELEPHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def hold(person: Visitor, **traits):
    """Give a person a device that makes passkeys; gives the line to it, and its name."""
    line = person.context.new_cdp_session(person.page)
    line.send("WebAuthn.enable")
    device = line.send("WebAuthn.addVirtualAuthenticator", {"options": TELEPHONE | traits})
    return line, device["authenticatorId"]


def look(page: Page, address: str) -> None:
    """Check what must hold of each of these pages, at every width and in the dark."""
    page.wait_for_url(address)
    assert complaints_everywhere(page, page.url) == []


@pytest.fixture
def named_site(make_site):
    """The site at a name: browsers make no passkeys for a bare address."""
    return make_site(host="localhost")


def test_a_passkey_from_sign_up_to_signing_in(named_site, visit, article):
    person = visit(at=named_site)
    page = person.page
    line, device = hold(person)
    page.goto(f"/account/login/?next={article.get_absolute_url()}")
    look(page, "**/account/login/**")
    page.locator("main a[href*='/account/signup/']").click()
    page.locator("main a[href*='/account/signup/passkey/']").click()
    look(page, "**/account/signup/passkey/**")
    page.locator("[name=name]").fill("Nieuwe Nel")
    page.locator("[name=email]").fill("nel@example.org")
    page.locator("[name=email]").press("Enter")
    person.enter_code("nel@example.org")
    look(page, "**/account/2fa/webauthn/signup/")
    page.locator("[name=name]").fill("Telefoon van Nel")
    page.locator("form[data-passkey] button[type=submit]").click()
    page.wait_for_url(f"{named_site.url}{article.get_absolute_url()}")
    nel = User.objects.get(email="nel@example.org")
    assert nel.proven_email
    assert not nel.has_usable_password()
    assert nel.authenticator_set.get().wrap().name == "Telefoon van Nel"
    kept = line.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert [one["isResidentCredential"] for one in kept] == [True]

    # Out, and in again by the passkey alone: no address, no code, and no second step after it.
    page.locator("header a[href*='/account/logout/']").click()
    page.locator("main form button").first.click()
    page.locator("header a[href*='/account/login/']").wait_for()
    mails = len(named_site.mails("nel@example.org"))
    page.goto(f"/account/login/?next={article.get_absolute_url()}")
    page.get_by_role("button", name="Aanmelden met een passkey").press("Enter")
    page.wait_for_url(f"{named_site.url}{article.get_absolute_url()}")
    expect(page.locator("header a[href*='/account/logout/']")).to_have_count(1)
    assert len(named_site.mails("nel@example.org")) == mails

    # Where they are listed, renamed and removed.
    page.goto("/account/")
    look(page, "**/account/")
    page.locator("main a[href*='/account/2fa/webauthn/']").click()
    look(page, "**/account/2fa/webauthn/")
    page.get_by_role("link", name=re.compile("Hernoemen")).click()
    page.get_by_role("button", name="Een passkey gebruiken").click()
    page.wait_for_url("**/account/2fa/webauthn/keys/*/edit/")


def test_without_a_device_the_page_says_so_and_a_code_still_works(named_site, visit, reader):
    person = visit(at=named_site)
    page = person.page
    hold(person, isUserVerified=False)
    page.goto("/account/login/")
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    expect(page.locator("form[data-passkey] [role=alert]")).to_contain_text("geen passkey")
    person.sign_in(reader.email)
    expect(page.locator("header a[href*='/account/logout/']")).to_have_count(1)


def test_at_a_bare_address_no_passkey_is_offered(visit, site):
    person = visit()
    person.page.goto("/account/login/")
    expect(person.page.locator("[data-passkey]")).to_have_count(0)
    person.page.goto("/account/signup/passkey/")
    person.page.locator("[data-without-passkeys]").wait_for()


def test_a_moderator_is_kept_from_the_desk_until_the_second_step(
    make_site, visit, moderator, article, write
):
    site = make_site(TWO_STEP="true")
    # As the site itself keeps it, which the tests' quick way is not.
    moderator.password = Argon2PasswordHasher().encode(PASSWORD, "een-zout-van-meer-dan-22-letters")
    moderator.save()
    write(article, "Een reactie.")
    person = visit(at=site)
    page = person.page
    page.goto("/moderatie/?lijst=gemeld")
    person.sign_in(moderator.email)
    look(page, "**/account/tweede-stap/**")
    expect(page.locator("#queue-count")).to_have_count(0)
    page.locator("main a[href*='/totp/activate/']").click()
    # Is it you? This moderator has a password.
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    look(page, "**/totp/activate/")
    assert page.locator("img.qr").evaluate("node => node.naturalWidth") > 0
    secret = page.locator(".secret").inner_text()
    page.locator("[name=code]").fill("000000")
    page.locator("[name=code]").press("Enter")
    page.locator("main .errors").wait_for()
    expect(page.locator(".secret")).to_have_text(secret)
    page.locator("[name=code]").fill(code_of(secret))
    page.locator("[name=code]").press("Enter")

    # The codes for a rainy day can be kept in three ways.
    look(page, "**/account/2fa/recovery-codes/")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    person.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").click()
    page.locator("#copied", has_text="Gekopieerd").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").split() == codes
    with page.expect_download() as download:
        page.get_by_role("link", name="Downloaden").click()
    with open(download.value.path()) as file:
        assert all(code in file.read() for code in codes[:1])
    page.evaluate("window.print = () => { window.printed = true }")
    page.locator("[data-print]").click()
    assert page.evaluate("window.printed")

    # And on, to where they were going.
    page.get_by_role("link", name="Ik heb ze bewaard; verder").click()
    page.wait_for_url(f"{site.url}/moderatie/?lijst=gemeld")
    person.until_live()

    # From now on signing in takes two steps, of which the second may be a recovery code.
    later = visit(at=site)
    page = later.page
    page.goto("/moderatie/")
    later.sign_in(moderator.email)
    look(page, "**/account/2fa/authenticate/")
    page.locator("[name=code]").fill(codes[0])
    page.locator("[name=code]").press("Enter")
    page.wait_for_url(f"{site.url}/moderatie/")
    later.until_live()


def test_a_passkey_as_the_second_step(make_site, visit, moderator):
    site = make_site(host="localhost", TWO_STEP="true")
    moderator.set_unusable_password()
    moderator.save()
    person = visit(at=site)
    page = person.page
    hold(person)
    page.goto("/moderatie/")
    person.sign_in(moderator.email)
    look(page, "**/account/tweede-stap/**")
    page.locator("main a[href*='/webauthn/add/']").click()
    look(page, "**/webauthn/add/")
    page.locator("[name=name]").fill("Sleutel")
    page.locator("form[data-passkey] button[type=submit]").click()
    page.wait_for_url("**/account/2fa/recovery-codes/")
    page.get_by_role("link", name="Ik heb ze bewaard; verder").click()
    page.wait_for_url(f"{site.url}/moderatie/")
    page.locator("header a[href*='/account/logout/']").click()
    page.locator("main form button").first.click()
    page.locator("header a[href*='/account/login/']").wait_for()

    page.goto("/moderatie/")
    person.sign_in(moderator.email)
    page.wait_for_url("**/account/2fa/authenticate/")
    page.get_by_role("button", name="Een passkey gebruiken").click()
    page.wait_for_url(f"{site.url}/moderatie/")
    person.until_live()


def test_a_session_is_ended_from_another_browser(visit, site, moderator):
    lost, home = visit(), visit()
    for person in (lost, home):
        person.page.goto("/moderatie/")
        person.sign_in(moderator.email)
        person.page.wait_for_url(f"{site.url}/moderatie/")
        person.until_live()
    home.page.goto("/account/")
    home.page.locator("main a[href*='/account/sessions/']").click()
    look(home.page, "**/account/sessions/")
    home.page.locator("button[name=session]").press("Enter")
    home.page.locator(".messages", has_text="afgemeld").wait_for()
    expect(home.page.locator("button[name=session]")).to_have_count(0)
    # The open desk hears it by itself, and nothing opens there any more.
    lost.page.locator("html[data-live=lost]").wait_for(state="attached")
    lost.page.goto("/moderatie/")
    assert "/account/login/" in lost.page.url
    home.page.goto("/moderatie/")
    home.until_live()


def test_signing_in_at_a_real_provider(make_site, visit, article, tmp_path):
    provider = run.Provider(tmp_path / "provider", host="localhost")
    try:
        site = make_site(**provider.environment(trusted=True))
        provider.know(f"{site.url}/account/oidc/elders/login/callback/", skips_consent=False)
        provider.add(("nel@elders.example", "Nel van Elders", True))
        provider.start()
        person = visit(at=site)
        person.goes_to.append(provider.url)
        page = person.open(article.get_absolute_url())
        page.locator("header a[href*='/account/login/']").click()
        look(page, "**/account/login/**")
        page.get_by_role("button", name="Aanmelden met Elders").click()
        # There: who one is, and that this site may know.
        page.wait_for_url(f"{provider.url}/**")
        page.locator("[name=login]").fill("nel@elders.example")
        page.locator("[name=password]").fill(run.PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.locator("[name=action][value=grant]").click()
        page.wait_for_url(f"{site.url}{article.get_absolute_url()}")
        person.until_live()
        nel = User.objects.get(email="nel@elders.example")
        assert (nel.name, nel.linked_providers) == ("Nel van Elders", {"elders"})
        person.write("Ik ben er.")
        expect(person.comment(1)).to_contain_text("Nel van Elders")
        until(lambda: nel.usersession_set.exists())
    finally:
        provider.stop()
