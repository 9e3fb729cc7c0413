"""The bell over the sockets that pages have: rung for whom it is, and while they are signed in."""

import asyncio

import pytest
from channels.db import database_sync_to_async
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import common.hub
from accounts.sessions import SessionStore
from notifications import actions
from notifications import badges as all_bells
from notifications.models import Notice, Subscriber
from tests.comments.test_hub import ORIGIN, Socket, until
from tests.conftest import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]

RING = {"bell": True}


@pytest.fixture(autouse=True)
async def bells(monkeypatch):
    """Those of this test's loop; they heal only when told to."""
    monkeypatch.setattr(common.hub, "RESYNC_SECONDS", 3600)
    monkeypatch.setattr(all_bells, "GATHER_SECONDS", 0.01)
    bells = all_bells.NoticeHub.current()
    yield bells
    await bells.stop()


@database_sync_to_async
def sign_in(user) -> tuple:
    client = Client()
    client.force_login(user)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return (b"cookie", f"{settings.SESSION_COOKIE_NAME}={key}".encode())


@database_sync_to_async
def tell(user, article):
    actions.notify_subscribers(Subscriber.objects.filter(user=user), "article", article=article)


@database_sync_to_async
def count(user) -> int:
    return Notice.objects.of_user(user).unread().current().count()


@pytest.fixture
async def listen(article, bells):
    sockets: list[Socket] = []

    async def listen(user, path=None, shown=0) -> Socket:
        path = path or f"/live/artikel/{article.pk}/"
        headers = [ORIGIN] + ([await sign_in(user)] if user else [])
        socket = Socket(path, f"since=0&lang=nl&bel={shown}", headers)
        sockets.append(socket)
        before = sum(map(len, bells.pages.values()))
        assert (await socket.open())["type"] == "websocket.accept"
        if user:
            await until(lambda: sum(map(len, bells.pages.values())) > before)
            await until(lambda: user.pk in bells.known)
        return socket

    yield listen
    for socket in sockets:
        if not socket.task.done():
            await socket.close()


@pytest.fixture
async def following(reader, author, article):
    """Lies follows the author, of whom there is always something to tell."""

    @database_sync_to_async
    def follow():
        subscriber = Subscriber.objects.of_member(reader)
        actions.start_following(subscriber, author=author)

    await follow()
    return reader


@pytest.mark.parametrize("path", [None, "/live/lezer/"])
async def test_it_rings_without_a_word(path, listen, following, article):
    socket = await listen(following, path)
    await tell(following, article)
    assert await socket.frame() == RING
    assert await count(following) == 1


async def test_it_rings_on_the_desk(listen, moderator, article):
    @database_sync_to_async
    def subscribe():
        Subscriber.objects.of_member(moderator)

    await subscribe()
    desk = await listen(moderator, "/live/wachtrij/")
    await tell(moderator, article)
    assert await desk.frame() == RING


async def test_it_rings_for_nobody_else(listen, following, article, bells):
    other = await database_sync_to_async(make_user)("ander@example.org", "Ander")
    elsewhere, here = await listen(other), await listen(following)
    await tell(following, article)
    assert await here.frame() == RING
    assert elsewhere.has_nothing()


async def test_a_page_that_shows_another_number_is_rung_at_once(listen, following, article):
    await tell(following, article)
    late, right = await listen(following, shown=0), await listen(following, shown=1)
    assert await late.frame() == RING
    assert right.has_nothing()


async def test_a_lost_ring_is_healed(listen, following, article, bells, monkeypatch):
    socket = await listen(following)
    monkeypatch.setattr(actions.notify.live, "push_to_room", lambda *_: None)
    await tell(following, article)
    assert socket.has_nothing()
    await bells.resync()
    assert await socket.frame() == RING
    await bells.resync()
    await asyncio.sleep(0.1)
    assert socket.has_nothing()


@pytest.mark.parametrize("how", ["signed out", "new password", "no member any more"])
async def test_a_session_that_ended_hears_nothing(how, listen, following, article, bells):
    thread, alone = await listen(following), await listen(following, "/live/lezer/")

    @database_sync_to_async
    def end():
        if how == "signed out":
            SessionStore.get_model_class().objects.all().delete()
        elif how == "new password":
            following.set_password("een-heel-ander-wachtwoord")
            following.save()
        else:
            following.is_active = False
            following.save()

    @database_sync_to_async
    def ring():
        actions.push_unread_changed(Subscriber.objects.filter(user=following))

    await end()
    await ring()
    # The thread goes on, as for anyone; a socket that was for the bell alone ends.
    assert (await alone.next()) == {"type": "websocket.close", "code": 4403}
    assert thread.has_nothing()
    assert following.pk not in bells.pages


async def test_strangers_hear_no_bell(listen, article, bells):
    await listen(None)
    assert not bells.pages
    socket = Socket("/live/lezer/", "bel=0")
    assert (await socket.open()) == {"type": "websocket.close", "code": 4403}
    forged = Socket("/live/lezer/", "bel=0", [ORIGIN, (b"cookie", b"sessionid=" + b"a" * 32)])
    assert (await forged.open()) == {"type": "websocket.close", "code": 4403}


async def test_who_asks_for_no_bell_costs_no_session(reader, article, bells, monkeypatch):
    """A signed-in browser as well: the page says whether it shows a bell."""

    def no_session(*_):
        raise AssertionError("a session was read")

    monkeypatch.setattr("accounts.sessions.socket_session", no_session)
    socket = Socket(
        f"/live/artikel/{article.pk}/", "since=0&lang=nl", [ORIGIN, await sign_in(reader)]
    )
    assert (await socket.open())["type"] == "websocket.accept"
    await asyncio.sleep(0.1)
    assert not bells.pages
    await socket.close()


async def test_one_person_hangs_up_no_more_than_so_many(listen, following, bells, monkeypatch):
    monkeypatch.setattr(all_bells, "MAX_PAGES_PER_USER", 1)
    await listen(following)
    second = Socket("/live/lezer/", "bel=0", [ORIGIN, await sign_in(following)])
    assert (await second.open())["type"] == "websocket.accept"
    assert await second.next() == {"type": "websocket.close", "code": 4403}
    assert len(bells.pages[following.pk]) == 1


async def test_a_ring_takes_as_many_queries_for_many_as_for_one(listen, following, bells):
    def asked(signed) -> int:
        with CaptureQueriesContext(connection) as queries:
            all_bells.sessions.valid_sessions(signed)
            all_bells._bell_numbers([one.user_pk for one in signed])
        return len(queries)

    for _ in range(3):
        await listen(following)
    pages = [page.signed for page in bells.pages[following.pk]]
    count = database_sync_to_async(asked)
    assert await count(pages[:1]) == await count(pages) == 3
