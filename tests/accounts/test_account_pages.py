"""Every page of an account: whole, in our own look, and usable without seeing it."""

import re

import html5lib
import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.test.utils import override_settings
from django.utils import translation

from accounts.models import User
from tests.conftest import PASSWORD, make_user

LIES = "lies@example.org"
NEW = "lies@nieuw.example"
ANYONE = (
    "login/",
    "login/code/",
    "signup/",
    "password/reset/",
    "password/reset/done/",
    "inactive/",
    "signup/passkey/",
    "3rdparty/login/cancelled/",
    "3rdparty/login/error/",
)
MEMBERS = (
    *("", "email/", "password/change/", "logout/", "reauthenticate/", "tweede-stap/", "sessions/"),
    *("2fa/", "2fa/webauthn/", "3rdparty/"),
)
# Behind a question whether it is them.
GUARDED = (
    *("2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/"),
    *("2fa/webauthn/keys/{key}/edit/", "2fa/webauthn/keys/{key}/remove/"),
)


def parse(page):
    return html5lib.HTMLParser(strict=False, namespaceHTMLElements=False).parse(
        page.content.decode()
    )


def text(element) -> str:
    return " ".join("".join(element.itertext()).split())


def check(page, language: str) -> None:
    """Check what must hold for every page of accounts."""
    tree = parse(page)
    assert tree.get("lang") == language
    title, heading = text(tree.find(".//title")), [text(h) for h in tree.iter("h1")]
    assert len(heading) == 1
    assert title == f"{heading[0]} · {settings.SITE_NAME}"
    assert tree.find(".//main").get("class") == "column account"
    for element in tree.iter():
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)
        assert element.tag != "script" or element.get("src")
    for form in tree.findall(".//main//form"):
        assert form.get("method") == "post"
        assert 'name="csrfmiddlewaretoken"' in page.content.decode()
        primary = [b for b in form.iter("button") if "primary" in b.get("class", "")]
        assert len(primary) <= 1
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in tree.iter("label")}
    for field in (*tree.iter("input"), *tree.iter("select"), *tree.iter("textarea")):
        if field.get("type") == "hidden":
            continue
        assert field.get("id") in labelled
        assert set(field.get("aria-describedby", "").split()) <= set(ids)
        assert not field.get("placeholder")
        if field.get("type") in ("email", "password") or field.get("name") == "code":
            assert field.get("autocomplete")


@pytest.mark.parametrize(("prefix", "language"), [("", "nl"), ("/en", "en")])
@pytest.mark.parametrize("path", ANYONE)
@pytest.mark.django_db
def test_pages_for_anyone(client, prefix, language, path):
    check(client.get(f"{prefix}/account/{path}"), language)


@pytest.mark.parametrize(("prefix", "language"), [("", "nl"), ("/en", "en")])
@pytest.mark.parametrize("path", MEMBERS)
def test_pages_for_members(client, reader, prefix, language, path):
    assert client.get(f"{prefix}/account/{path}").status_code == 302
    client.force_login(reader)
    check(client.get(f"{prefix}/account/{path}"), language)


@pytest.mark.parametrize(("prefix", "language"), [("", "nl"), ("/en", "en")])
def test_pages_about_the_second_step(client, reader, with_app, prefix, language, settings):
    settings.PASSKEYS = True
    key = reader.authenticator_set.create(
        type="webauthn", data={"name": "<b>Sleutel</b>", "credential": {}}
    )
    client.force_login(reader)
    page = client.get(f"{prefix}/account/2fa/totp/activate/")
    assert page.url.startswith(f"{prefix}/account/reauthenticate/")
    page = client.post(page.url, {"password": PASSWORD}, follow=True)
    assert page.redirect_chain[-1][0] == f"{prefix}/account/2fa/totp/activate/"
    check(page, language)
    with_app(reader)
    for path in (*MEMBERS, "2fa/reauthenticate/"):
        check(client.get(f"{prefix}/account/{path}", follow=True), language)
    for path in GUARDED:
        there = f"{prefix}/account/{path.format(key=key.pk)}"
        page = client.get(there)
        assert page.status_code == 200, there
        check(page, language)
        assert "<b>Sleutel" not in page.content.decode()
    key.delete()  # a browser never made it, and the next page would read it
    check(client.get(f"{prefix}/account/2fa/webauthn/add/"), language)


def test_a_member_without_a_password_can_choose_one(client, reader):
    reader.set_unusable_password()
    reader.save()
    client.force_login(reader)
    page = client.get("/account/password/change/", follow=True)
    assert page.redirect_chain == [("/account/password/set/", 302)]
    check(page, "nl")
    new = "zeven-lange-zinnen"
    page = client.post("/account/password/set/", {"password1": new, "password2": new})
    assert page.url == "/account/"
    reader.refresh_from_db()
    assert reader.check_password(new)
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("first", "code"),
    [
        ("login/", "login/code/confirm/"),
        ("password/reset/", "password/reset/confirm/"),
        ("signup/", "confirm-email/"),
    ],
)
@pytest.mark.django_db
def test_pages_for_a_code(client, last_code, first, code):
    if first != "signup/":
        make_user(LIES, "Lies de Lezer")
    data = {"login": LIES, "email": LIES, "name": "Lies", "by": "code"}
    page = client.post(f"/account/{first}", data, follow=True)
    assert page.redirect_chain == [(f"/account/{code}", 302)]
    check(page, "nl")
    field = parse(page).find(".//input[@name='code']")
    assert (field.get("autocomplete"), field.get("inputmode")) == ("one-time-code", "numeric")

    page = client.post(f"/account/{code}", {"code": "1"})
    check(page, "nl")
    assert parse(page).find(".//input[@name='code']").get("aria-invalid") == "true"

    page = client.post(f"/account/{code}", {"code": last_code()}, follow=True)
    if first == "password/reset/":
        check(page, "nl")


def test_who_gives_up_can_begin_again(client, reader):
    client.post("/account/login/", {"login": LIES, "by": "code"})
    assert client.get("/account/login/").url == "/account/login/code/confirm/"
    page = client.post("/account/logout/", {"next": "/account/login/"}, follow=True)
    assert page.redirect_chain == [("/account/login/", 302)]
    assert page.status_code == 200


@pytest.mark.django_db
def test_what_is_wrong_stands_above_the_form_and_at_its_field(client, author):
    page = client.post(
        "/account/signup/", {"name": author.name, "email": "geen adres", "password1": "kort"}
    )
    check(page, "nl")
    tree = parse(page)
    links = [a.get("href") for a in tree.findall(".//div[@role='alert']//a")]
    assert links == ["#id_name", "#id_email", "#id_password1"]
    for link in links:
        field = tree.find(f".//*[@id='{link[1:]}']")
        assert field.get("aria-invalid") == "true"
        assert f"{link[1:]}_error" in field.get("aria-describedby")
        assert text(tree.find(f".//*[@id='{link[1:]}_error']"))


def test_the_header_leads_to_the_account(client, reader):
    client.force_login(reader)
    links = {a.get("href"): text(a) for a in parse(client.get("/")).findall(".//header//a")}
    assert links["/account/"] == "Lies de Lezer"


def test_the_way_to_sign_in_keeps_where_one_came_from(client, db):
    page = parse(client.get("/account/login/?next=/opinie/samen/"))
    links = {a.get("href") for a in page.iter("a")}
    assert "/account/signup/?next=%2Fopinie%2Fsamen%2F" in links
    assert "/account/login/?next=/opinie/samen/" in links


# --- How a member is shown


def test_a_member_changes_name_affiliation_and_language(client, reader):
    client.force_login(reader)
    page = client.post(
        "/account/",
        {"name": " Lies  van Leeuwen ", "affiliation": "adviseur\u202e", "language": "en"},
        follow=True,
    )
    assert page.redirect_chain == [("/account/", 302)]
    assert len(page.context["messages"]) == 1
    reader.refresh_from_db()
    assert (reader.name, reader.affiliation, reader.language) == (
        "Lies van Leeuwen",
        "adviseur",
        "en",
    )


@pytest.mark.parametrize("name", ["Adriaan Auteur", "Аdriaan Auteur", "mo.moderator", "", "\u200b"])
def test_a_member_cannot_take_the_name_of_the_team(client, reader, author, moderator, name):
    client.force_login(reader)
    page = client.post("/account/", {"name": name, "affiliation": "adviseur", "language": "nl"})
    assert page.context["form"].errors.keys() == {"name"}
    assert 'value="adviseur"' in page.content.decode()
    # The header still says who one is, not who one tried to be.
    assert text(parse(page).find(".//header//a[@href='/account/']")) == "Lies de Lezer"
    reader.refresh_from_db()
    assert (reader.name, reader.affiliation) == ("Lies de Lezer", "")


def test_the_team_may_keep_its_own_names(client, author):
    client.force_login(author)
    data = {"name": "Adriaan  Auteur", "affiliation": "schrijver", "language": "nl"}
    assert client.post("/account/", data).status_code == 302
    author.refresh_from_db()
    assert author.affiliation == "schrijver"


# --- Another address


def change_address(client, address: str):
    """Ask for it, and prove with the password to be oneself."""
    page = client.post("/account/email/", {"email": address, "action_add": ""})
    assert page.url.startswith("/account/reauthenticate/")
    assert mail.outbox == []
    return client.post(page.url, {"password": PASSWORD}, follow=True)


def test_a_new_address_counts_once_it_is_confirmed(client, reader, last_code):
    client.force_login(reader)
    page = change_address(client, NEW)
    check(page, "nl")
    assert mail.outbox[-1].to == [NEW]
    reader.refresh_from_db()
    assert reader.email == LIES

    page = client.post("/account/confirm-email/", {"code": last_code()}, follow=True)
    assert page.redirect_chain == [("/account/", 302)]
    reader.refresh_from_db()
    assert reader.email == NEW
    assert [address.email for address in reader.emailaddress_set.all()] == [NEW]
    assert mail.outbox[-1].to == [LIES]  # the old address is told
    assert NEW in mail.outbox[-1].body


def test_without_the_password_no_other_address(client, reader):
    client.force_login(reader)
    page = client.post("/account/email/", {"email": NEW, "action_add": ""})
    page = client.post(page.url, {"password": "fout"})
    check(page, "nl")
    assert mail.outbox == []


def test_the_address_of_another_member_cannot_be_had(client, reader, moderator, last_code):
    client.force_login(reader)
    change_address(client, moderator.email)
    client.post("/account/confirm-email/", {"code": "000-000-000"})
    client.post("/account/confirm-email/", {"code": last_code()})
    reader.refresh_from_db()
    assert reader.email == LIES
    assert User.objects.get(email=moderator.email) == moderator


# --- The mails


def every_mail(last_code) -> list:
    """Walk through all that makes the site write to a member."""
    browser = Client(headers={"User-Agent": 'Mozilla "5" & <co>'})
    browser.post("/account/signup/", {"name": "Nel", "email": "nel@example.org"})
    browser.post("/account/confirm-email/", {"code": last_code()})
    new = "zeven-lange-zinnen"
    browser.post("/account/password/set/", {"password1": new, "password2": new})
    changed = {"oldpassword": new, "password1": new + "!", "password2": new + "!"}
    browser.post("/account/password/change/", changed)
    page = browser.post("/account/email/", {"email": NEW, "action_add": ""})
    browser.post(page.url, {"password": new + "!"})
    browser.post("/account/confirm-email/", {"code": last_code()})
    browser.post("/account/logout/")
    browser.post("/account/login/", {"login": NEW, "by": "code"})
    browser = Client()
    browser.post("/account/signup/", {"name": "Nel", "email": NEW})
    browser = Client()
    browser.post("/account/login/", {"login": "niemand@example.org", "by": "code"})
    browser.post("/account/password/reset/", {"email": NEW})
    browser.post("/account/password/reset/confirm/", {"code": last_code()})
    new = {"password1": "acht-lange-zinnen", "password2": "acht-lange-zinnen"}
    browser.post("/account/password/reset/complete/", new)
    return mail.outbox


@pytest.mark.django_db
def test_every_mail_names_the_site_and_says_that_a_machine_wrote_it_in_both_forms(last_code):
    with override_settings(ACCOUNT_RATE_LIMITS=False, SITE_NAME="Het Debat"):
        mails = every_mail(last_code)
    assert len({message.subject for message in mails}) == 7
    assert len(mails) == 10
    for message in mails:
        assert "Het Debat" in message.subject
        assert message.body.endswith(f"\n\nHet Debat\n{settings.SITE_URL}")
        assert message.extra_headers == {"Auto-Submitted": "auto-generated"}
        [(page, kind)] = message.alternatives
        assert kind == "text/html"
        assert page.count("Het Debat") >= 2
        for code in re.findall(r"^\d[\d-]+$", message.body, re.M):
            assert code in page
        assert "{" not in message.subject + message.body
        for escaped in ("&amp;", "&lt;", "&quot;", "&#"):
            assert escaped not in message.subject + message.body


@pytest.mark.parametrize(("chosen", "prefix"), [("nl", "/en"), ("en", "")])
def test_a_member_is_written_to_in_the_chosen_language(client, reader, monkeypatch, chosen, prefix):
    languages = []
    send = "django.core.mail.EmailMessage.send"
    monkeypatch.setattr(send, lambda self: languages.append(translation.get_language()))
    reader.language = chosen
    reader.save()
    client.post(f"{prefix}/account/login/", {"login": LIES, "by": "code"})
    Client().post(f"{prefix}/account/login/", {"login": "niemand@example.org", "by": "code"})
    assert languages == [chosen, prefix[1:] or "nl"]
