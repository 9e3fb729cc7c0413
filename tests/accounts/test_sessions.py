"""The browsers in which someone is signed in: listed, and ended for good."""

import time

import pytest
from allauth.usersessions.models import UserSession
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client

from accounts import browsers, usersessions
from debate.asgi import application
from tests.conftest import PASSWORD, make_user

SESSIONS = "/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)


def sign_in(user, user_agent: str = FIREFOX) -> Client:
    browser = Client(headers={"User-Agent": user_agent})
    browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert is_in(browser)
    return browser


def is_in(browser) -> bool:
    return browser.get("/account/").status_code == 200


def listed(user) -> dict[str, int]:
    return dict(UserSession.objects.filter(user=user).values_list("user_agent", "pk"))


def test_one_sees_where_one_is_signed_in(reader):
    here = sign_in(reader)
    sign_in(reader, IPHONE)
    page = here.get(SESSIONS).content.decode()
    assert "Firefox op Linux" in page
    assert "Safari op iPhone" in page
    assert page.count('name="session"') == 1  # this one is left by signing out
    page = here.get(f"/en{SESSIONS}").content.decode()
    assert "Safari on iPhone" in page


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox op Linux"),
        (IPHONE, "Safari op iPhone"),
        (EDGE, "Edge op Windows"),
        ("curl/8.0", "Een andere browser of een programma"),
        ("", "Een andere browser of een programma"),
        ("<script>alert(1)</script>", "Een andere browser of een programma"),
    ],
)
def test_browsers_have_names_that_people_know(user_agent, words):
    assert browsers.describe_browser(user_agent) == words


def test_ending_one_ends_that_one(reader):
    here, phone, work = sign_in(reader), sign_in(reader, IPHONE), sign_in(reader, EDGE)
    here.post(SESSIONS, {"session": listed(reader)[IPHONE]})
    assert not is_in(phone)
    assert is_in(work)
    assert is_in(here)
    assert not Session.objects.filter(session_key=phone.cookies["sessionid"].value).exists()
    assert set(listed(reader)) == {FIREFOX, EDGE}


def test_ending_all_the_others_keeps_this_one(reader):
    here, phone, work = sign_in(reader), sign_in(reader, IPHONE), sign_in(reader, EDGE)
    here.post(SESSIONS, {"others": "1"})
    assert [is_in(browser) for browser in (here, phone, work)] == [True, False, False]


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30, "1 OR 1=1", "\0", "²", "١"])
def test_nonsense_ends_nothing(reader, value):
    here, phone = sign_in(reader), sign_in(reader, IPHONE)
    assert here.post(SESSIONS, {"session": value}).status_code == 302
    assert is_in(phone)
    assert is_in(here)


def test_nobody_ends_those_of_another(reader):
    theirs = sign_in(make_user("kim@example.org", "Kim"))
    mine = sign_in(reader)
    pk = UserSession.objects.exclude(user=reader).get().pk
    mine.post(SESSIONS, {"session": pk})
    mine.post(SESSIONS, {"others": "1"})
    assert is_in(theirs)
    assert Client().post(SESSIONS, {"session": pk}).url.startswith("/account/login/")
    assert is_in(theirs)


def test_another_password_ends_the_others(reader):
    here, phone = sign_in(reader), sign_in(reader, IPHONE)
    new = "zeven-lange-zinnen"
    here.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert not is_in(phone)
    assert is_in(here)
    here.get(SESSIONS)
    assert set(listed(reader)) == {FIREFOX}


def test_where_from_is_not_kept(reader):
    browser = Client(REMOTE_ADDR="203.0.113.77")
    browser.post("/account/login/", {"login": reader.email, "password": PASSWORD})
    assert UserSession.objects.get().ip == usersessions.NO_IP_ADDRESS
    assert "203.0.113" not in browser.get(SESSIONS).content.decode()


def test_when_it_was_last_used_is_kept_to_the_hour(reader, monkeypatch):
    browser = sign_in(reader)
    first = UserSession.objects.get().last_seen_at
    browser.get("/account/")
    assert UserSession.objects.get().last_seen_at == first
    later = time.time() + 2 * usersessions.AN_HOUR
    monkeypatch.setattr("time.time", lambda: later)
    browser.get("/account/")
    second = UserSession.objects.get().last_seen_at
    assert second > first
    browser.get("/account/")
    assert UserSession.objects.get().last_seen_at == second


def test_who_only_reads_gets_no_session(client, article):
    client.get(article.get_absolute_url())
    assert not client.cookies
    assert not UserSession.objects.exists()


# --- An open desk ---------------------------------------------------------------------------------


def desk_of(browser) -> WebsocketCommunicator:
    cookie = f"sessionid={browser.cookies['sessionid'].value}"
    headers = [
        (b"origin", configured.LIVE_ORIGINS[0].encode()),
        (b"cookie", cookie.encode()),
    ]
    return WebsocketCommunicator(application, "/live/wachtrij/", headers=headers)


CLOSED = {"type": "websocket.close", "code": 4403}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["one", "others", "signing out", "reset"])
async def test_an_open_desk_closes_at_once(moderator, how):
    here = await database_sync_to_async(sign_in)(moderator)
    phone = await database_sync_to_async(sign_in)(moderator, IPHONE)
    desk, other = desk_of(phone), desk_of(here)
    for socket in (desk, other):
        connected, _ = await socket.connect()
        assert connected

    def end() -> None:
        match how:
            case "one":
                here.post(SESSIONS, {"session": listed(moderator)[IPHONE]})
            case "others":
                here.post(SESSIONS, {"others": "1"})
            case "signing out":
                phone.post("/account/logout/")
            case "reset":
                ada = make_user("ada@example.org", "Ada", is_staff=True, is_superuser=True)
                moderator.authenticator_set.create(type="totp", data={"secret": ""})
                call_command("reset_second_step", moderator.email, by=ada.email)

    await database_sync_to_async(end)()
    # Nothing was sent to it, nor by it: it hears by itself.
    assert await desk.receive_output(timeout=20) == CLOSED
    if how == "reset":
        assert await other.receive_output(timeout=20) == CLOSED
    else:
        await other.send_to(text_data="ping")
        assert await other.receive_json_from(timeout=20) == {"pong": True}
        await other.disconnect()


@pytest.mark.django_db(transaction=True)
async def test_a_desk_that_missed_it_closes_at_its_next_word(moderator):
    browser = await database_sync_to_async(sign_in)(moderator)
    desk = desk_of(browser)
    await desk.connect()
    await database_sync_to_async(Session.objects.all().delete)()
    await desk.send_to(text_data="ping")
    assert await desk.receive_output(timeout=20) == CLOSED
