"""A second step: setting it up, signing in with it, and what the team cannot reach without it."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from channels.db import database_sync_to_async
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from accounts import roles
from accounts.models import User
from accounts.permissions import may_enter_administration, may_moderate, may_set_rules
from articles.permissions import may_edit_all_articles
from moderation.models import AuditEntry
from tests.accounts.conftest import code_of
from tests.conftest import PASSWORD, make_user
from tests.desk.test_desk_socket import open_desk

DESK = "/moderatie/"
EXPLAINS = "/account/tweede-stap/"
SET_UP = "/account/2fa/totp/activate/"
STEP = "/account/2fa/authenticate/"


@pytest.fixture(autouse=True)
def _needed(settings):
    settings.TWO_STEP = True


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def set_up(client) -> None:
    page = client.get(SET_UP)
    if page.status_code == 302:
        page = client.post(page.url, {"password": PASSWORD}, follow=True)
    secret = re.search(r'class="secret">(\w+)<', page.content.decode())[1]
    page = client.post(SET_UP, {"code": code_of(secret)})
    assert page.url == "/account/2fa/recovery-codes/"


# --- What the team needs it for -------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_moderator_is_led_to_it_and_back(client, moderator, prefix):
    there = f"{prefix}{DESK}?lijst=gemeld"
    client.force_login(moderator)
    page = client.get(there)
    assert page.status_code == 302
    assert page.url.startswith(prefix + EXPLAINS)
    page = client.get(page.url)
    assert page.status_code == 200
    assert f"{prefix}{SET_UP}" in page.content.decode()

    set_up(client)
    page = client.get(f"{prefix}/account/2fa/recovery-codes/")
    assert f'href="{prefix}{EXPLAINS}"' in page.content.decode()
    page = client.get(f"{prefix}{EXPLAINS}")
    assert page.url == there
    assert client.get(page.url).status_code == 200


@pytest.mark.django_db(transaction=True)  # what follows comes after the commit
def test_who_came_in_before_it_was_there_is_signed_out(moderator):
    """Such as by the moderator's stolen mailbox: they never showed a second step."""
    stolen, listed, own = Client(), Client(), Client()
    stolen.force_login(moderator)
    for browser in (listed, own):
        browser.post("/account/login/", {"login": moderator.email, "password": PASSWORD})
        assert is_in(browser)
    set_up(own)
    assert own.get(DESK).status_code == 200
    for browser in (stolen, listed):
        assert browser.get(DESK).url.startswith("/account/login/")


def addresses(start: str) -> set[str]:
    """Every address that begins so, with ones for its numbers."""
    found = set()

    def walk(patterns, before: str) -> None:
        for pattern in patterns:
            route = before + re.sub(r"<int:\w+>", "1", str(pattern.pattern))
            route = re.sub(r"<(\w+:)?\w+>", "x", route)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, route)
            elif route.startswith(start):
                found.add(f"/{route}")

    walk(get_resolver().url_patterns, "")
    return found


def test_nothing_of_the_desk_opens_without_it(client, moderator):
    desk = addresses("moderatie/")
    assert len(desk) > 20
    client.force_login(moderator)
    for address in desk:
        answers = [client.get(address), client.post(address)]
        # A page that only takes one of the two says so before anything else.
        led = [answer for answer in answers if answer.status_code != 405]
        assert led, address
        for answer in led:
            assert answer.status_code == 302, address
            assert answer.url.startswith(EXPLAINS), address


def test_nothing_of_the_desk_shows_elsewhere_without_it(
    client, moderator, article, write, with_app
):
    write(article, "Een reactie.")
    client.force_login(moderator)
    page = client.get(article.get_absolute_url()).content.decode()
    assert "queue-count" not in page
    assert "desk.css" not in page
    assert "queue-count" not in client.get("/").content.decode()
    with_app(moderator)
    assert "queue-count" in client.get("/").content.decode()


def test_a_reader_is_refused_as_before_and_a_stranger_asked_to_sign_in(client, reader):
    assert client.get(DESK).url.startswith("/account/login/")
    client.force_login(reader)
    assert client.get(DESK).status_code == 403


@pytest.mark.parametrize("who", ["administrator", "superuser"])
def test_the_administration_is_closed_without_it(client, administrator, with_app, who):
    user = administrator
    if who == "superuser":
        user = make_user("ada@example.org", "Ada Admin", is_staff=True, is_superuser=True)
    client.force_login(user)
    page = client.get("/beheer/", follow=True)
    assert page.redirect_chain[-1][0] == f"{EXPLAINS}?next=/beheer/"
    assert client.get("/beheer/accounts/user/").status_code == 302
    with_app(user)
    assert client.get(EXPLAINS).url == "/beheer/"
    assert client.get("/beheer/").status_code == 200


@pytest.mark.django_db
def test_the_administration_shows_no_secrets(client, with_app):
    user = make_user("ada@example.org", "Ada Admin", is_staff=True, is_superuser=True)
    with_app(user)
    client.force_login(user)
    page = client.get("/beheer/").content.decode()
    assert "/beheer/accounts/user/" in page
    for model in ("mfa/authenticator", "socialaccount/socialapp", "usersessions/usersession"):
        assert model not in page
        assert client.get(f"/beheer/{model}/").status_code == 404


def test_the_permissions_themselves_wait_for_it(moderator, editor, administrator, with_app):
    assert not may_moderate(moderator)
    assert not may_set_rules(editor)
    assert not may_edit_all_articles(editor)
    assert not may_enter_administration(administrator)
    assert not User.objects.able_to_moderate()
    with_app(moderator)
    with_app(editor)
    assert may_moderate(moderator)
    assert not may_set_rules(moderator)
    assert set(User.objects.able_to_moderate()) == {moderator, editor}
    assert may_set_rules(editor)
    assert may_edit_all_articles(editor)
    with_app(administrator)
    assert may_enter_administration(administrator)
    assert not may_enter_administration(editor)


def test_recovery_codes_alone_are_no_second_step(moderator):
    Authenticator.objects.create(
        user=moderator, type=Authenticator.Type.RECOVERY_CODES, data={"seed": ""}
    )
    assert not may_moderate(moderator)


@pytest.mark.django_db(transaction=True)
async def test_the_desks_socket_is_closed_without_it(moderator, with_app):
    desk = await database_sync_to_async(open_desk)(moderator)
    connected, _ = await desk.connect()
    assert not connected
    await database_sync_to_async(with_app)(moderator)
    desk = await database_sync_to_async(open_desk)(moderator)
    connected, _ = await desk.connect()
    assert connected
    # And shut on who loses it meanwhile.
    await database_sync_to_async(moderator.authenticator_set.all().delete)()
    await desk.send_to(text_data="ping")
    assert await desk.receive_output(timeout=5) == {"type": "websocket.close", "code": 4403}


def test_a_site_may_do_without(client, moderator, settings):
    settings.TWO_STEP = False
    client.force_login(moderator)
    assert client.get(DESK).status_code == 200


# --- Signing in with it ---------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["password", "code"])
def test_neither_way_in_suffices_any_more(client, reader, with_app, last_code, way):
    secret = with_app(reader)
    if way == "password":
        page = client.post(
            "/account/login/?next=/en/",
            {"login": reader.email, "password": PASSWORD, "next": "/en/"},
        )
    else:
        client.post("/account/login/", {"login": reader.email, "by": "code", "next": "/en/"})
        page = client.post("/account/login/code/confirm/", {"code": last_code(), "next": "/en/"})
    assert page.url == STEP
    assert not is_in(client)
    assert client.get(STEP).status_code == 200
    client.post(STEP, {"code": "000000"})
    assert not is_in(client)
    page = client.post(STEP, {"code": code_of(secret)})
    assert page.url == "/en/"
    assert is_in(client)


def test_a_code_works_once_and_while_the_clocks_agree(reader, with_app, monkeypatch):
    secret = with_app(reader)
    start = time.time() // 30 * 30 + 5

    def comes_in(code: str, *, after: int = 0) -> bool:
        monkeypatch.setattr("time.time", lambda: start + after)
        browser = Client()
        browser.post("/account/login/", {"login": reader.email, "password": PASSWORD})
        browser.post(STEP, {"code": code})
        return is_in(browser)

    monkeypatch.setattr("time.time", lambda: start)
    codes = [code_of(secret, ahead) for ahead in range(4)]
    assert not comes_in(codes[3])
    assert comes_in(codes[1])
    assert not comes_in(codes[1])
    # Nor when it is of the present at last, or of the past but still near enough.
    assert not comes_in(codes[1], after=32)
    assert not comes_in(f"{codes[1][:3]} {codes[1][3:]}", after=62)
    assert comes_in(codes[2], after=62)


def test_a_recovery_code_lets_in_once(reader, with_app):
    with_app(reader)
    codes = reader.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    assert len(set(codes)) == 10
    for comes_in in (True, False):
        browser = Client()
        browser.post("/account/login/", {"login": reader.email, "password": PASSWORD})
        browser.post(STEP, {"code": codes[3]})
        assert is_in(browser) is comes_in


def test_guessing_the_second_step_is_limited(reader, with_app):
    secret = with_app(reader)
    for _ in range(5):
        browser = Client()
        browser.post("/account/login/", {"login": reader.email, "password": PASSWORD})
        browser.post(STEP, {"code": "000000"})
    browser = Client()
    browser.post("/account/login/", {"login": reader.email, "password": PASSWORD})
    page = browser.post(STEP, {"code": code_of(secret)})
    assert page.status_code == 200
    assert not is_in(browser)


def test_the_second_step_page_is_no_way_in(client, reader, with_app):
    with_app(reader)
    assert client.get(STEP).url == "/account/login/"
    assert client.post(STEP, {"code": "123456"}).url == "/account/login/"


def test_a_new_password_does_not_go_round_it(client, reader, with_app, last_code):
    with_app(reader)
    client.post("/account/password/reset/", {"email": reader.email})
    client.post("/account/password/reset/confirm/", {"code": last_code()})
    new = "zeven-lange-zinnen"
    client.post("/account/password/reset/complete/", {"password1": new, "password2": new})
    client.post("/account/login/", {"login": reader.email, "password": new})
    assert not is_in(client)


# --- Setting it up --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)  # the mails go after the commit
@pytest.mark.parametrize("language", ["nl", "en"])
def test_setting_up_and_removing_is_told_by_mail(client, reader, language):
    reader.language = language
    reader.save()
    client.post("/account/login/", {"login": reader.email, "password": PASSWORD})
    set_up(client)
    assert mail.outbox[-1].to == [reader.email]
    told = {"nl": "ingesteld", "en": "was set up"}[language]
    assert told in mail.outbox[-1].subject
    client.post("/account/2fa/recovery-codes/generate/")
    assert {"nl": "herstelcodes", "en": "recovery codes"}[language] in mail.outbox[-1].subject
    client.post("/account/2fa/totp/deactivate/")
    assert {"nl": "verwijderd", "en": "was removed"}[language] in mail.outbox[-1].subject
    assert len(mail.outbox) == 3
    reader.refresh_from_db()
    assert not reader.authenticator_set.exists()


def test_setting_it_up_asks_for_the_password_again(client, reader):
    client.force_login(reader)
    for answer in (client.get(SET_UP), client.post(SET_UP, {"code": "123456"})):
        assert answer.url.startswith("/account/reauthenticate/")


@pytest.mark.django_db(transaction=True)
def test_who_just_set_it_up_is_not_asked_again(client, reader):
    reader.set_unusable_password()
    reader.save()
    client.force_login(reader)
    set_up(client)
    assert client.get("/account/2fa/recovery-codes/").status_code == 200
    # In another browser they are.
    other = Client()
    other.force_login(reader)
    assert other.get("/account/2fa/recovery-codes/").status_code == 302


def test_who_has_no_app_is_asked_for_the_passkey_first(client, reader):
    reader.set_unusable_password()
    reader.save()
    RecoveryCodes.activate(reader)
    reader.authenticator_set.create(type="webauthn", data={"name": "x", "credential": {}})
    client.force_login(reader)
    page = client.get("/account/reauthenticate/")
    assert page.url.startswith("/account/2fa/webauthn/reauthenticate/")


def test_the_codes_can_be_taken_along(client, reader, with_app):
    secret = with_app(reader)
    client.force_login(reader)
    codes = reader.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    there = "/account/2fa/recovery-codes/"
    page = client.get(f"{there}download/")
    assert page.status_code == 302  # is it you?
    client.post(f"/account/2fa/reauthenticate/?next={there}", {"code": code_of(secret)})
    page = client.get(there).content.decode()
    assert all(f"<code>{code}</code>" in page for code in codes)
    page = client.get(f"{there}download/")
    assert "attachment" in page["Content-Disposition"]
    assert all(code in page.content.decode() for code in codes)
    assert "no-store" in page["Cache-Control"]


def test_the_database_alone_gives_nobody_the_codes(reader, with_app):
    secret = with_app(reader)
    codes = reader.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = repr(cursor.fetchall())
    assert kept
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_another_secret_of_the_site_opens_nothing_and_breaks_nothing(reader, with_app, settings):
    secret = with_app(reader)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, []
    browser = Client()
    browser.post("/account/login/", {"login": reader.email, "password": PASSWORD})
    for code in (code_of(secret), "000000", "328482"):
        assert browser.post(STEP, {"code": code}).status_code == 200
    assert not is_in(browser)


def test_the_former_secret_of_the_site_still_opens(reader, with_app, settings):
    secret = with_app(reader)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60
    browser = Client()
    browser.post("/account/login/", {"login": reader.email, "password": PASSWORD})
    browser.post(STEP, {"code": code_of(secret)})
    assert is_in(browser)


# --- Losing it ------------------------------------------------------------------------------------


def test_an_administrator_resets_it_on_record(client, moderator, with_app, capsys):
    ada = make_user("ada@example.org", "Ada Admin", is_staff=True, is_superuser=True)
    secret = with_app(moderator)
    client.post("/account/login/", {"login": moderator.email, "password": PASSWORD})
    client.post(STEP, {"code": code_of(secret)})
    assert client.get(DESK).status_code == 200

    call_command("reset_second_step", moderator.email, by=ada.email)
    assert not moderator.authenticator_set.exists()
    entry = AuditEntry.objects.get(verb="second_step_reset")
    assert (entry.subject, entry.actor) == (f"member:{moderator.pk}", ada.pk)
    assert mail.outbox[-1].to == [moderator.email]
    # Whoever had it is out, and starts again.
    assert not is_in(client)
    client.post("/account/login/", {"login": moderator.email, "password": PASSWORD})
    assert client.get(DESK).url.startswith(EXPLAINS)


@pytest.mark.parametrize("by", ["lies@example.org", "niemand@example.org", "mo@example.org"])
def test_only_an_administrator_does(reader, moderator, with_app, by):
    with_app(moderator)
    with pytest.raises(CommandError):
        call_command("reset_second_step", moderator.email, by=by)
    assert moderator.authenticator_set.exists()
    assert not AuditEntry.objects.exists()


def test_there_must_be_something_to_reset(reader):
    ada = make_user("ada@example.org", "Ada Admin", is_staff=True, is_superuser=True)
    for address in (reader.email, "niemand@example.org"):
        with pytest.raises(CommandError):
            call_command("reset_second_step", address, by=ada.email)
    assert not AuditEntry.objects.exists()


def test_a_role_that_is_given_later_waits_too(client, reader):
    client.force_login(reader)
    roles.grant_role(reader, roles.MODERATORS)
    assert client.get(DESK).url.startswith(EXPLAINS)
