"""The bells of who is signed in: all open pages of this process, rung when what waits changes.

A ring carries no word: the page fetches its count. As in the thread the database is the record and
the channel layer only the bell: a number of each person says how often theirs rang, and every few
seconds one query asks for the numbers of all who have a page open here. That heals what the layer
lost, and what a worker without a shared layer could not tell.
"""

import asyncio
import logging
import random
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer

from accounts import sessions
from accounts.sessions import SocketSession
from comments.hub import run_query
from comments.reader import Reader
from common.live import use_server_loop
from notifications.models import Notice, Subscriber

log = logging.getLogger(__name__)

NOTICE_GROUP = "people"  # the room in which is said whose bell rang
UNREAD_CHANGED = '{"bell": true}'
CLOSE_NOT_SIGNED_IN = 4403  # close code: not signed in (any more)
MAX_PAGES_PER_USER = 50  # of one person in one process
RESYNC_SECONDS = 5.0
GATHER_SECONDS = 0.2  # what rings within this rings once
STUCK_SECONDS = 30.0  # for a page whose connection takes nothing


class ListeningPage:
    """One open page of someone signed in."""

    def __init__(self, reader: Reader, signed: SocketSession, *, alone: bool):
        self.reader, self.signed = reader, signed
        self.alone = alone  # the socket is there for the bell and nothing else


def _bell_numbers(users: list[int]) -> dict[int, int]:
    return dict(Subscriber.objects.filter(user__in=users).values_list("user", "bell"))


def _bell_and_unread(user_pk: int) -> tuple[int, int]:
    # The bell first: what comes in between is then told twice, and never not at all.
    bell = _bell_numbers([user_pk]).get(user_pk, 0)
    return bell, Notice.objects.of_user(user_pk).unread().standing().how_many()


class NoticeHub:
    """Those of one process."""

    def __init__(self) -> None:
        self.pages: dict[int, set[ListeningPage]] = {}
        self.known: dict[int, int] = {}  # how often each rang, as their pages were told
        self.rung: set[int] = set()
        self.ringing = asyncio.Event()
        self.layer = get_channel_layer()
        self.channel: str | None = None
        self.tasks = [
            asyncio.create_task(self._listen(), name="bells-listen"),
            asyncio.create_task(self._ring(), name="bells-ring"),
            asyncio.create_task(self._heal(), name="bells-heal"),
        ]
        use_server_loop(asyncio.get_running_loop())

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    # --- Pages ------------------------------------------------------------------------------------

    async def join(self, page: ListeningPage, shown: int) -> None:
        """Let a page that shows this many unread hear its bell, from that number on.

        Of one person who has very many open already it is sent away.
        """
        user = page.signed.user_pk
        pages = self.pages.setdefault(user, set())
        if len(pages) >= MAX_PAGES_PER_USER:
            self._send_away(page)
            return
        # Listening first: what commits in between is then heard.
        pages.add(page)
        bell, unread = await run_query(_bell_and_unread, user)
        if page in self.pages.get(user, ()):
            self.known.setdefault(user, bell)
            if unread != shown:
                page.reader.push(UNREAD_CHANGED)

    def leave(self, page: ListeningPage) -> None:
        user = page.signed.user_pk
        pages = self.pages.get(user, set())
        pages.discard(page)
        if not pages:
            self.pages.pop(user, None)
            self.known.pop(user, None)

    # --- Ringing ----------------------------------------------------------------------------------

    async def _listen(self) -> None:
        while True:
            try:
                if self.channel is None:
                    channel = await self.layer.new_channel()
                    await self.layer.group_add(NOTICE_GROUP, channel)
                    self.channel = channel
                message = await self.layer.receive(self.channel)
                if message["type"] == "bell.rang":
                    self._note(message["people"])
            except asyncio.CancelledError:
                raise
            except Exception:
                log.warning("No bell is heard; the database is asked instead", exc_info=True)
                await asyncio.sleep(1)

    def _note(self, users: Iterable[int]) -> None:
        self.rung.update(user for user in users if user in self.pages)
        if self.rung:
            self.ringing.set()

    async def _ring(self) -> None:
        while True:
            await self.ringing.wait()
            await asyncio.sleep(GATHER_SECONDS)
            self.ringing.clear()
            rung, self.rung = self.rung, set()
            try:
                await self._tell(rung)
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("Some bells did not ring; the healing tries again")

    async def _tell(self, users: set[int]) -> None:
        """Tell the pages of these, if it is so, and if their session has not ended meanwhile."""
        bells = await run_query(_bell_numbers, list(users))
        changed = {user for user, bell in bells.items() if self.known.get(user) != bell}
        pages = [page for user in changed for page in self.pages.get(user, ())]
        if not pages:
            return
        signed = await run_query(sessions.valid_sessions, [page.signed for page in pages])
        for page in pages:
            if page.signed in signed:
                page.reader.push(UNREAD_CHANGED)
            else:
                self._send_away(page)
        self.known |= {user: bells[user] for user in changed if user in self.pages}

    def _send_away(self, page: ListeningPage) -> None:
        self.leave(page)
        if page.alone:
            page.reader.close(CLOSE_NOT_SIGNED_IN)

    # --- Upkeep -----------------------------------------------------------------------------------

    async def _heal(self) -> None:
        while True:
            await asyncio.sleep(RESYNC_SECONDS * random.uniform(0.8, 1.2))
            try:
                await self.resync()
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("Healing the bells failed; it is tried again")

    async def resync(self) -> None:
        """Every few seconds: what the layer lost, and who takes nothing."""
        if not self.pages:
            return
        bells = await run_query(_bell_numbers, list(self.pages))
        self._note(user for user, bell in bells.items() if self.known.get(user) != bell)
        for page in [page for pages in self.pages.values() for page in pages]:
            page.reader.cut_off_if_stuck(STUCK_SECONDS)


_all: WeakKeyDictionary[asyncio.AbstractEventLoop, NoticeHub] = WeakKeyDictionary()


def notice_hub() -> NoticeHub:
    """Those of this process (of its event loop, to be exact), hung up for its first member."""
    loop = asyncio.get_running_loop()
    if loop not in _all:
        _all[loop] = NoticeHub()
    return _all[loop]
