"""The unread badges of signed-in members: a hub with all their open pages in this process.

A push carries no count: the page fetches it. As in the thread, the database is authoritative and
the channel layer only signals changes. `Subscriber.bell` counts the changes of each member, and
every few seconds a resync reads these numbers in one query for all who have a page open here. That
recovers what the layer lost, and what a worker without a shared layer could not push.
"""

import asyncio
import logging
from collections.abc import Iterable

from accounts import sessions
from accounts.sessions import SocketSession
from comments.reader import Reader
from common.hub import Hub, run_query
from notifications.models import Notice, Subscriber

log = logging.getLogger(__name__)

NOTICE_GROUP = "people"  # the channel group for the members whose unread count changed
UNREAD_CHANGED = '{"bell": true}'
CLOSE_NOT_SIGNED_IN = 4403  # close code: not signed in (any more)
MAX_PAGES_PER_USER = 50  # of one person in one process
GATHER_SECONDS = 0.2  # changes within this time are pushed once
STUCK_SECONDS = 30.0  # until a page whose connection accepts nothing is cut off


class ListeningPage:
    """One open page of a signed-in member."""

    def __init__(self, reader: Reader, signed: SocketSession, *, alone: bool):
        self.reader, self.signed = reader, signed
        self.alone = alone  # the socket serves only the unread badge


def _bell_numbers(users: list[int]) -> dict[int, int]:
    return dict(Subscriber.objects.filter(user__in=users).values_list("user", "bell"))


def _bell_and_unread(user_pk: int) -> tuple[int, int]:
    # The number first: a change in between is then pushed twice, rather than lost.
    bell = _bell_numbers([user_pk]).get(user_pk, 0)
    return bell, Notice.objects.of_user(user_pk).unread().count_current()


class NoticeHub(Hub):
    name = "badges"
    groups = (NOTICE_GROUP,)

    def __init__(self) -> None:
        self.pages: dict[int, set[ListeningPage]] = {}
        self.known: dict[int, int] = {}  # `Subscriber.bell` of each member, as last pushed
        self.rung: set[int] = set()
        self.ringing = asyncio.Event()
        super().__init__(self._ring)

    # --- Pages ------------------------------------------------------------------------------------

    async def join(self, page: ListeningPage, shown: int) -> None:
        """Add a page that shows this unread count, and push if the count is out of date.

        A page above `MAX_PAGES_PER_USER` is refused.
        """
        user = page.signed.user_pk
        pages = self.pages.setdefault(user, set())
        if len(pages) >= MAX_PAGES_PER_USER:
            self._send_away(page)
            return
        # Add the page before reading the count, so that no commit in between is missed.
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

    # --- Pushing ----------------------------------------------------------------------------------

    async def _hear(self, message: dict) -> None:
        if message["type"] == "bell.rang":
            self._note(message["people"])

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
            except Exception:
                log.exception("badges.push_failed")

    async def _tell(self, users: set[int]) -> None:
        """Push to the pages of those whose number changed and whose session is still valid."""
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

    # --- Resync -----------------------------------------------------------------------------------

    async def resync(self) -> None:
        if not self.pages:
            return
        bells = await run_query(_bell_numbers, list(self.pages))
        self._note(user for user, bell in bells.items() if self.known.get(user) != bell)
        for page in [page for pages in self.pages.values() for page in pages]:
            page.reader.cut_off_if_stuck(STUCK_SECONDS)
