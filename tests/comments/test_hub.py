"""The hub and the socket: whatever the bell loses or doubles, every page ends up right."""

import asyncio
import json
import random
from contextlib import suppress

import pytest
from channels.db import database_sync_to_async
from django.conf import settings as site_settings
from django.test import Client

import common.hub
import common.live
from articles.actions import publishing
from articles.models import Article
from comments import actions, live
from comments import hub as hubs
from comments.actions import Verdict
from comments.reader import MAX_BACKLOG
from common.html.safe import SafeText
from debate.asgi import application
from tests.comments.open_page import OpenPage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]

ORIGIN = (b"origin", site_settings.SITE_URL.encode())
SECONDS = 30  # longer than any of this takes on a machine that does much else


class Socket:
    """A browser's end of a socket, straight to the ASGI application."""

    def __init__(self, path: str, query: str = "", headers=(ORIGIN,)):
        self.scope = {
            "type": "websocket",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": list(headers),
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8000),
            "subprotocols": [],
            "scheme": "ws",
        }
        self.to_app: asyncio.Queue[dict] = asyncio.Queue()
        self.from_app: asyncio.Queue[dict] = asyncio.Queue()
        self.takes = asyncio.Event()
        self.takes.set()

    async def _send(self, message: dict) -> None:
        await self.takes.wait()
        self.from_app.put_nowait(message)

    async def open(self) -> dict:
        """Connect; what the site said first."""
        self.to_app.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.create_task(application(self.scope, self.to_app.get, self._send))
        return await self.next()

    async def next(self) -> dict:
        async with asyncio.timeout(SECONDS):
            return await self.from_app.get()

    async def frame(self) -> dict:
        """The next frame that is not about presence."""
        while True:
            message = await self.next()
            assert message["type"] == "websocket.send", message
            frame = json.loads(message["text"])
            if "present" not in frame:
                return frame

    def has_nothing(self) -> bool:
        waiting = [json.loads(message["text"]) for message in self.from_app._queue]
        return all("present" in frame for frame in waiting)

    def say(self, text: str) -> None:
        self.to_app.put_nowait({"type": "websocket.receive", "text": text})

    async def close(self) -> None:
        self.to_app.put_nowait({"type": "websocket.disconnect", "code": 1001})
        async with asyncio.timeout(SECONDS):
            await self.task


async def until(holds) -> None:
    async with asyncio.timeout(SECONDS):
        while not holds():  # noqa: ASYNC110 (what it waits for has no event)
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
async def hub(monkeypatch):
    """The hub of this test's loop; it heals only when told to."""
    monkeypatch.setattr(common.hub, "RESYNC_SECONDS", 3600)
    hub = hubs.ThreadHub.current()
    yield hub
    await hub.stop()


@pytest.fixture
async def connect(article):
    """Open the article's socket, as a page does that shows version `since`."""
    sockets: list[Socket] = []

    async def connect(since: int = 0, language: str = "nl", pk: int | None = None) -> Socket:
        pk = pk or article.pk
        socket = Socket(f"/live/artikel/{pk}/", f"since={since}&lang={language}")
        sockets.append(socket)
        before = readers(pk)
        assert (await socket.open())["type"] == "websocket.accept"
        await until(lambda: readers(pk) > before or not socket.from_app.empty())
        return socket

    def readers(pk: int) -> int:
        room = hubs.ThreadHub.current().rooms.get(pk)
        return len(room.readers) if room else 0

    yield connect
    for socket in sockets:
        if not socket.task.done():
            socket.takes.set()
            await socket.close()


@pytest.fixture
def bell(monkeypatch):
    """A bell that can be made to lose what it is given; it keeps all of it in `rung`."""

    class Bell:
        works = True
        rung: list[tuple[str, dict]] = []

    real = common.live._group_send

    async def send(room, message):
        if room != live.QUEUE_GROUP:
            Bell.rung.append((room, message))
        if Bell.works:
            await real(room, message)

    Bell.rung = []
    monkeypatch.setattr(common.live, "_group_send", send)
    return Bell


def numbers(frame: dict) -> list[int]:
    return [comment["number"] for comment in frame["comments"]]


# --- What an open page is told --------------------------------------------------------------------


async def test_everyone_hears_what_is_published_in_their_own_language(article, write, connect):
    dutch, english = await connect(), await connect(language="en")
    await database_sync_to_async(write)(article, "Hoort iedereen dit?")
    html = set()
    for socket in (dutch, english):
        frame = await socket.frame()
        html.add(frame["comments"][0]["html"])
        assert (frame["version"], frame["count"], numbers(frame)) == (1, 1, [1])
        assert "Hoort iedereen dit?" in frame["comments"][0]["html"]
    assert len(html) == 2


async def test_a_page_is_given_what_it_missed_once(article, write, connect, judge):
    first = await database_sync_to_async(write)(article)
    await database_sync_to_async(write)(article)
    await database_sync_to_async(judge)(first, Verdict.REJECT)
    socket = await connect(since=1)
    frame = await socket.frame()
    assert (frame["version"], frame["count"]) == (3, 1)
    assert [bool(comment["html"]) for comment in frame["comments"]] == [True, False]
    await database_sync_to_async(write)(article)
    assert numbers(await socket.frame()) == [3]
    assert socket.has_nothing()


async def test_who_comes_back_soon_is_served_without_a_query(article, write, connect, monkeypatch):
    await connect()  # someone keeps the article open
    gone = await connect()
    await gone.close()
    for _ in range(3):
        await database_sync_to_async(write)(article)
    stays = await connect(since=3)
    await until(lambda: hubs.ThreadHub.current().rooms[article.pk].version == 3)

    def no_query(*_):
        raise AssertionError("asked the database")

    monkeypatch.setattr(live, "thread_changes", no_query)
    back = await connect(since=0)
    assert [numbers(await back.frame()) for _ in range(3)] == [[1], [2], [3]]
    assert stays.has_nothing()


@pytest.mark.parametrize("how", ["removed", "withdrawn", "changed"])
async def test_what_was_taken_away_is_not_given_to_who_comes_back(
    how, article, write, connect, judge
):
    """Anyone can say that their page is of before."""
    await connect()  # someone keeps the article open
    secret = await database_sync_to_async(write)(article, "Dit had ik nooit mogen zeggen.")
    other = await database_sync_to_async(write)(article, "Iets anders.")
    take_away = {
        "removed": lambda: judge(secret, Verdict.REJECT),
        "withdrawn": lambda: actions.withdraw_comment(secret),
        "changed": lambda: actions.revise_comment(secret, SafeText("Ik zeg niets.")),
    }
    await database_sync_to_async(take_away[how])()
    last = await database_sync_to_async(write)(article, "En verder.")
    await until(lambda: hubs.ThreadHub.current().rooms[article.pk].version == 4)
    for since in range(4):
        late = await connect(since=since)
        told = []
        while not told or told[-1]["version"] < 4:
            told.append(await late.frame())
        assert "nooit" not in json.dumps(told)
        assert last.pk in {comment["id"] for frame in told for comment in frame["comments"]}
    assert other.pk in {comment["id"] for comment in (await _told(connect, 0))["comments"]}


async def _told(connect, since: int) -> dict:
    return await (await connect(since=since)).frame()


async def test_a_page_from_a_future_that_never_was_is_made_anew(article, write, connect):
    await database_sync_to_async(write)(article)
    socket = await connect(since=7)
    assert await socket.frame() == {"resync": True}
    await database_sync_to_async(write)(article)
    assert (await socket.frame())["version"] == 2


async def test_too_much_to_mend_is_made_anew(article, write, connect, monkeypatch):
    monkeypatch.setattr(live, "MOST_CHANGES", 3)
    for _ in range(4):
        await database_sync_to_async(write)(article)
    assert await (await connect(since=0)).frame() == {"resync": True}
    assert numbers(await (await connect(since=1)).frame()) == [2, 3, 4]


async def test_a_ping_is_answered_with_the_version(article, write, connect):
    await database_sync_to_async(write)(article)
    socket = await connect(since=1)
    socket.say("ping")
    assert await socket.frame() == {"pong": 1}


# --- What the bell loses --------------------------------------------------------------------------


async def test_a_gap_is_filled_in_order(article, write, connect, bell):
    socket = await connect()
    bell.works = False
    for _ in range(2):
        await database_sync_to_async(write)(article)
    bell.works = True
    await database_sync_to_async(write)(article)
    frame = await socket.frame()
    assert (frame["version"], numbers(frame)) == (3, [1, 2, 3])
    assert socket.has_nothing()


async def test_what_was_lost_last_is_healed(article, write, connect, bell, hub):
    socket = await connect()
    bell.works = False
    await database_sync_to_async(write)(article)
    assert socket.has_nothing()
    await hub.resync()
    assert numbers(await socket.frame()) == [1]
    await hub.resync()
    assert socket.has_nothing()


async def test_a_bell_that_rings_twice_or_late_is_heard_once(article, write, connect, bell, hub):
    socket = await connect()
    bell.works = False
    for _ in range(3):
        await database_sync_to_async(write)(article)
    for _, message in [bell.rung[2], bell.rung[0], bell.rung[2], bell.rung[1]]:
        await hub._hear(message)
    assert (await socket.frame())["version"] == 3
    assert socket.has_nothing()


async def test_a_broken_bell_fails_nobody(article, write, connect, hub, monkeypatch):
    socket = await connect()

    async def broken(*_):
        raise ConnectionError

    with monkeypatch.context() as broken_layer:
        broken_layer.setattr(hub.layer, "group_send", broken)
        assert (await database_sync_to_async(write)(article)).is_published
        await asyncio.sleep(0.05)
    await hub.resync()
    assert numbers(await socket.frame()) == [1]


async def test_every_page_ends_up_as_a_reload_would_show_it(
    article, write, judge, connect, bell, hub
):
    """Pages come and go at any moment, and the bell loses, doubles and shuffles."""
    chance = random.Random(20)
    pages: list[tuple[Socket, OpenPage, str]] = []
    bell.works = False

    async def arrive():
        language = chance.choice(["nl", "en"])
        page = await database_sync_to_async(OpenPage.fresh)(article, language)
        await asyncio.sleep(chance.random() / 20)
        pages.append((await connect(page.version, language), page, language))

    arriving = []
    comments = []
    for step in range(36):
        if step % 3 == 0:
            arriving.append(asyncio.create_task(arrive()))
        if step % 4 == 3:
            await database_sync_to_async(judge)(chance.choice(comments[-2:]), Verdict.REJECT)
            comments.pop()
            comments.pop()
        else:
            parent = chance.choice([None, *comments[-1:]])
            comments.append(
                await database_sync_to_async(write)(article, f"Stap {step}.", parent=parent)
            )
        for _ in range(chance.choice([0, 1, 2])):
            await hub._hear(chance.choice(bell.rung[-4:])[1])
        if chance.random() < 0.15:
            await hub.resync()
    await asyncio.gather(*arriving)
    await hub.resync()
    assert len(pages) == 12
    for socket, page, language in pages:
        fresh = await database_sync_to_async(OpenPage.fresh)(article, language)
        versions = []
        while page.version < fresh.version:
            frame = await socket.frame()
            versions.append(frame["version"])
            page = page.after(json.dumps(frame), reload=fresh)
        assert page == fresh
        # A page drops what it has already; it is never told of the past.
        assert versions == sorted(versions)
        assert socket.has_nothing()


# --- Who may listen -------------------------------------------------------------------------------


async def test_a_key_that_no_article_can_have_is_refused(article, hub):
    socket = Socket(f"/live/artikel/{10**30}/", "since=0")
    assert (await socket.open())["type"] == "websocket.close"
    await asyncio.wait_for(socket.task, SECONDS)


@pytest.mark.parametrize("state", ["draft", "withdrawn", "later", "nowhere"])
async def test_nobody_listens_to_what_nobody_may_see(state, article, connect, hub):
    pk = article.pk + (1000 if state == "nowhere" else 0)
    change = {
        "draft": {"status": Article.Status.DRAFT},
        "withdrawn": {"status": Article.Status.WITHDRAWN},
        "later": {"published_at": article.published_at.replace(year=2999)},
    }.get(state, {})
    if change:
        await Article.objects.filter(pk=article.pk).aupdate(**change)
    socket = await connect(pk=pk)
    assert await socket.next() == {"type": "websocket.close", "code": 4404}
    await asyncio.wait_for(socket.task, SECONDS)
    assert not hub.rooms


async def test_an_article_that_is_withdrawn_takes_its_readers_along(article, connect, hub):
    socket = await connect()
    await Article.objects.filter(pk=article.pk).aupdate(status=Article.Status.WITHDRAWN)
    await hub.resync()
    while (message := await socket.next())["type"] == "websocket.send":
        assert "present" in json.loads(message["text"])
    assert message == {"type": "websocket.close", "code": 4404}
    await asyncio.wait_for(socket.task, SECONDS)
    await hub.resync()
    assert not hub.rooms


async def test_withdrawn_with_its_debate_it_is_closed_at_once(article, editor, connect, hub):
    """Without waiting for the hub to heal, which newcomers would listen in until."""
    socket = await connect()
    await database_sync_to_async(publishing.withdraw_article)(
        article, by=editor, reason="Het klopte niet.", keeps_debate=False
    )
    while (message := await socket.next())["type"] == "websocket.send":
        assert "present" in json.loads(message["text"])
    assert message == {"type": "websocket.close", "code": 4404}
    newcomer = await connect()
    assert await newcomer.next() == {"type": "websocket.close", "code": 4404}
    assert not hub.rooms


async def test_who_opens_a_room_while_it_is_left_is_not_left_deaf(
    article, connect, hub, monkeypatch
):
    await (await connect()).close()
    asked, may_answer = asyncio.Event(), asyncio.Event()
    real_query, real_leave = hubs.run_query, hub._leave_group

    async def query(*args):
        asked.set()
        await may_answer.wait()
        return await real_query(*args)

    async def leave(article_pk):
        opening = asyncio.create_task(hub._open(article_pk))
        await asked.wait()  # and so it has joined what is left only now
        await real_leave(article_pk)
        may_answer.set()
        return opening

    monkeypatch.setattr(hubs, "run_query", query)
    monkeypatch.setattr(hub, "_leave_group", leave)
    await hub._close(hub.rooms[article.pk])
    # Then the next healing joins the group again.
    assert not hub.rooms[article.pk].is_subscribed


async def test_withdrawn_without_its_debate_it_stays_open(article, editor, connect, hub, write):
    socket = await connect()
    await database_sync_to_async(publishing.withdraw_article)(
        article, by=editor, reason="Het klopte niet.", keeps_debate=True
    )
    await database_sync_to_async(write)(article)
    assert (await socket.frame())["count"] == 1


async def test_who_opens_an_article_while_the_hub_heals_is_not_sent_away(
    article, make_article, connect, hub, monkeypatch
):
    await connect()
    other = await database_sync_to_async(make_article)("ander")
    asked, may_answer = asyncio.Event(), asyncio.Event()
    real = hubs.run_query

    async def slow(function, *args):
        found = await real(function, *args)
        asked.set()
        await may_answer.wait()
        return found

    monkeypatch.setattr(hubs, "run_query", slow)
    healing = asyncio.create_task(hub.resync())
    await asked.wait()
    monkeypatch.setattr(hubs, "run_query", real)
    newcomer = await connect(pk=other.pk)
    newcomer.say("ping")
    assert await newcomer.frame() == {"pong": 0}
    may_answer.set()
    await healing
    newcomer.say("ping")
    assert await newcomer.frame() == {"pong": 0}


HOST = site_settings.SITE_URL.partition("://")[2].partition(":")[0]


@pytest.mark.parametrize(
    "origins",
    [
        [],
        [b""],
        [b"null"],
        [b"https://example.org"],
        [f"http://{HOST}".encode()],
        [f"http://{HOST}:9999".encode()],
        [f"https://{HOST}:8000".encode()],
        [f"{site_settings.SITE_URL}/".encode()],
        [f"{site_settings.SITE_URL}.example.org".encode()],
        [f"http://example.org/{site_settings.SITE_URL}".encode()],
        [b"http://localhost:8000"],
        [ORIGIN[1], ORIGIN[1]],
        [ORIGIN[1], b"https://example.org"],
        [ORIGIN[1] + b", https://example.org"],
        [b"\xff\xfe"],
    ],
)
@pytest.mark.parametrize("path", ["/live/artikel/{}/", "/live/wachtrij/"])
async def test_no_other_site_opens_a_socket(origins, path, article, hub):
    headers = [(b"origin", origin) for origin in origins]
    socket = Socket(path.format(article.pk), "since=0", headers)
    assert (await socket.open())["type"] == "websocket.close"
    await asyncio.wait_for(socket.task, SECONDS)
    assert not hub.rooms


@pytest.mark.parametrize(
    "query",
    [
        *("", "since=", "since=-1", "since=x", "since=1.0", f"since={2**63}", "since=%00"),
        *("since=²", "since=١", "lang=nl", "since=0&lang=de", "since=0&lang=nl'--"),
    ],
)
async def test_a_bad_question_is_refused(query, article, hub):
    socket = Socket(f"/live/artikel/{article.pk}/", query)
    assert (await socket.open())["type"] == "websocket.close"
    await asyncio.wait_for(socket.task, SECONDS)
    assert not hub.rooms


async def test_a_socket_that_sends_much_is_closed(article, connect):
    socket = await connect()
    socket.say("x" * 1000)
    await asyncio.wait_for(socket.task, SECONDS)


# --- Slow readers ---------------------------------------------------------------------------------


async def test_a_slow_reader_stops_nobody_and_gets_a_fresh_page(article, write, connect, hub):
    slow, quick = await connect(), await connect()
    slow.takes.clear()
    room = hub.rooms[article.pk]
    frames = dict.fromkeys(live.LANGUAGES, '{"version": 1, "count": 0, "comments": []}')
    for version in range(1, MAX_BACKLOG + 20):
        await hub._pass_on(room, version, version, frames)
    for _ in range(MAX_BACKLOG + 19):
        assert (await asyncio.wait_for(quick.frame(), 1))["version"] == 1
    assert slow.from_app.empty()
    slow.takes.set()
    heard = []
    with suppress(TimeoutError):
        async with asyncio.timeout(0.5):
            while True:
                heard.append(await slow.frame())
    assert {"resync": True} in heard
    assert len(heard) < MAX_BACKLOG + 5


async def test_a_reader_that_takes_nothing_is_cut_off(article, write, connect, hub, monkeypatch):
    monkeypatch.setattr(hubs, "PATIENCE_SECONDS", 0)
    stuck, other = await connect(), await connect()
    stuck.takes.clear()
    await database_sync_to_async(write)(article)
    await other.frame()
    await hub.resync()
    await asyncio.wait_for(stuck.task, SECONDS)
    assert len(hub.rooms[article.pk].readers) == 1


# --- How many are reading -------------------------------------------------------------------------


async def test_readers_are_counted_here_and_elsewhere(article, connect, hub):
    first, second = await connect(), await connect()
    room = hub.rooms[article.pk]
    await hub._tell_presence(room)
    for socket in (first, second):
        assert json.loads((await socket.next())["text"]) == {"present": 2}
    await hub._hear(
        {"type": "readers.present", "article": article.pk, "hub": "another", "readers": 3}
    )
    await second.close()
    await hub._tell_presence(room)
    while not first.from_app.empty():
        told = json.loads((await first.next())["text"])
    assert told == {"present": 4}


async def test_another_process_hears_how_many_read_here(article, connect, hub):
    socket = await connect()
    other = hubs.ThreadHub()
    try:
        await other._open(article.pk)
        await asyncio.sleep(0.2)
        await hub._tell_presence(hub.rooms[article.pk])
        await until(lambda: other.rooms[article.pk].readers_everywhere() == 1)
    finally:
        await other.stop()
    assert not socket.task.done()


async def test_two_processes_pass_the_same_on(article, write, connect, hub):
    """Two hubs on one bell, as in two processes."""
    socket = await connect()
    other = hubs.ThreadHub()
    try:
        room = await other._open(article.pk)
        await asyncio.sleep(0.2)
        await database_sync_to_async(write)(article)
        assert numbers(await socket.frame()) == [1]
        await until(lambda: room.version == 1)
    finally:
        await other.stop()


# --- The moderators' desk -------------------------------------------------------------------------


@database_sync_to_async
def cookie_of(user) -> tuple[bytes, bytes]:
    browser = Client()
    browser.force_login(user)
    name = site_settings.SESSION_COOKIE_NAME
    return b"cookie", f"{name}={browser.cookies[name].value}".encode()


@pytest.mark.parametrize("who", ["nobody", "reader", "author", "dismissed"])
async def test_the_desk_is_for_moderators(who, reader, author, moderator):
    headers = [ORIGIN]
    if who == "dismissed":
        headers.append(await cookie_of(moderator))
        moderator.is_active = False
        await moderator.asave()
    elif who != "nobody":
        headers.append(await cookie_of({"reader": reader, "author": author}[who]))
    socket = Socket("/live/wachtrij/", headers=headers)
    assert (await socket.open())["type"] == "websocket.close"


async def test_the_desk_hears_that_the_queue_changed_and_no_more(
    moderator, watched, article, write, judge
):
    socket = Socket("/live/wachtrij/", headers=[ORIGIN, await cookie_of(moderator)])
    assert (await socket.open())["type"] == "websocket.accept"
    await asyncio.sleep(0.2)
    for change in (
        lambda: write(article, "verboden"),
        lambda: judge(article.comments.get(), Verdict.APPROVE),
        lambda: actions.revise_comment(article.comments.get(), SafeText("weer verboden")),
        lambda: actions.withdraw_comment(article.comments.get()),
    ):
        await database_sync_to_async(change)()
        message = await socket.next()
        assert json.loads(message["text"]) == {"queue": "changed"}
    assert socket.from_app.empty()
    await socket.close()
