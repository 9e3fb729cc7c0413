"""One hub per process: it subscribes once to every article that is open here, and passes each
message on to all its readers as the same text.

A gap between two messages is filled from the database, and a resync reads the versions of all open
articles in one query. `python -m tools.bench.fanout` measures this design beside a consumer per
reader.
"""

import asyncio
import json
import logging
import secrets
import time
from collections import deque
from typing import NamedTuple

from articles.models import Article
from comments import live
from comments.reader import Reader
from common.hub import Hub, run_query

log = logging.getLogger(__name__)

RING_SIZE = 64  # messages kept per article for readers who come back
MOST_FILLS = 32  # database answers kept per article; bounded since clients choose the version
YIELD_EVERY = 100  # sends between two turns of the loop
PRESENCE_SECONDS = 2.0
FORGET_SECONDS = 30.0  # after which a silent process counts as having no readers
PATIENCE_SECONDS = 30.0  # for a reader whose connection accepts nothing
RESYNC = '{"resync": true}'
CLOSE_GONE = 4404  # close code: the article may not be seen (any more)


def _versions(article_pks: list[int]) -> dict[int, int]:
    rows = Article.objects.with_debate().filter(pk__in=article_pks)
    return dict(rows.values_list("pk", "version"))


class SentMessage(NamedTuple):
    """A message that was passed on."""

    first: int
    last: int
    frames: dict[str, str]  # by language
    shows: set[int]  # the keys of the reactions in it


def _shown_in(frames: dict[str, str]) -> set[int] | None:
    """Return the keys of the reactions in a message; None if it does not say which changed."""
    if RESYNC in frames.values():
        return None
    return {comment["id"] for comment in json.loads(next(iter(frames.values())))["comments"]}


class ThreadRoom:
    """One article that is open in this process."""

    def __init__(self, article_pk: int, version: int):
        self.article_pk = article_pk
        self.version = version  # what has been passed on
        self.readers: set[Reader] = set()
        self.ring: deque[SentMessage] = deque(maxlen=RING_SIZE)
        self.lock = asyncio.Lock()  # one message at a time, in order
        self.fills: dict[tuple[int, str], asyncio.Task] = {}
        self.is_subscribed = False
        self.elsewhere: dict[str, tuple[int, float]] = {}
        self.announced_readers = 0  # readers here, as last sent to the other processes
        self.present = 0  # readers everywhere, as last sent to ours
        self.next_presence = 0.0

    def frames_since(self, version: int, language: str) -> list[str] | None:
        """Return the kept messages after `version`, or None if they do not reach back so far."""
        if version == self.version:
            return []
        if not self.ring or self.ring[0].first > version + 1:
            return None
        return [kept.frames[language] for kept in self.ring if kept.last > version]

    def keep(self, first: int, last: int, frames: dict[str, str]) -> None:
        """Keep a message for readers who reconnect, and drop older ones about the same reactions.

        Those could contain text that was removed since. The database has the rest.
        """
        shows = _shown_in(frames)
        while self.ring and (shows is None or any(shows & kept.shows for kept in self.ring)):
            self.ring.popleft()
        self.ring.append(SentMessage(first, last, frames, shows or set()))

    def readers_everywhere(self) -> int:
        known = time.monotonic() - FORGET_SECONDS
        return len(self.readers) + sum(n for n, seen in self.elsewhere.values() if seen > known)


class ThreadHub(Hub):
    def __init__(self) -> None:
        self.key = secrets.token_hex(6)  # among the hubs of other processes
        self.rooms: dict[int, ThreadRoom] = {}
        self.opening: dict[int, asyncio.Task] = {}
        super().__init__(self._count)

    # --- Readers ---------------------------------------------------------------------------------

    async def join(self, article_pk: int, reader: Reader) -> bool:
        """Add a reader and send what they missed; return False if nobody may see the article."""
        room = await self._open(article_pk)
        if room is None:
            return False
        room.readers.add(reader)
        try:
            await self._catch_up(room, reader)
        except BaseException:
            self.leave(article_pk, reader)
            raise
        return True

    def leave(self, article_pk: int, reader: Reader) -> None:
        # The resync closes the room later, since a reader who reloads comes back in a moment.
        if room := self.rooms.get(article_pk):
            room.readers.discard(reader)

    async def _open(self, article_pk: int) -> ThreadRoom | None:
        if room := self.rooms.get(article_pk):
            return room
        if article_pk not in self.opening:
            opening = asyncio.create_task(self._open_once(article_pk))
            self.opening[article_pk] = opening
            opening.add_done_callback(lambda _: self.opening.pop(article_pk, None))
        return await asyncio.shield(self.opening[article_pk])

    async def _open_once(self, article_pk: int) -> ThreadRoom | None:
        # Subscribe before reading the version, so that no commit in between is missed.
        hears = await self._join_group(article_pk)
        versions = await run_query(_versions, [article_pk])
        if article_pk not in versions:
            await self._leave_group(article_pk)
            return None
        room = self.rooms[article_pk] = ThreadRoom(article_pk, versions[article_pk])
        room.is_subscribed = hears
        return room

    async def _catch_up(self, room: ThreadRoom, reader: Reader) -> None:
        while reader.version != room.version:
            if reader.version > room.version:
                # Their page is newer than the last message here, or the database was restored from
                # a backup. Only the database can tell.
                await self._fill(room)
                if reader.version > room.version:
                    return self._resync(room, reader)
                continue
            frames = room.frames_since(reader.version, reader.language)
            version = room.version
            if frames is None:
                filled = await self._changes(room, reader.version, reader.language)
                if filled is None:
                    return None
                version, frame = filled
                # Nothing newer: the database was restored to before what was passed on.
                if frame is None or version <= reader.version:
                    return self._resync(room, reader)
                frames = [frame]
            for frame in frames:
                reader.push(frame)
            reader.version = version
            if version > room.version:
                break  # the hub gets this message in a moment, and skips this reader then
        reader.is_live = True
        return None

    @staticmethod
    def _resync(room: ThreadRoom, reader: Reader) -> None:
        reader.push(RESYNC)
        reader.version = room.version
        reader.is_live = True

    async def _changes(self, room: ThreadRoom, since: int, language: str):
        """Read the changes from the database, once for all readers with the same version."""
        key = (since, language)
        if key not in room.fills:
            if len(room.fills) >= MOST_FILLS:
                room.fills.clear()
            task = asyncio.create_task(
                run_query(live.thread_changes, room.article_pk, since, language)
            )
            room.fills[key] = task
            task.add_done_callback(lambda _: self._forget_unless_kept(room, key, task))
        return await asyncio.shield(room.fills[key])

    @staticmethod
    def _forget_unless_kept(room: ThreadRoom, key: tuple[int, str], task: asyncio.Task) -> None:
        # A kept answer is valid until the next message, which clears them all.
        failed = task.cancelled() or task.exception() or task.result() is None
        if failed and room.fills.get(key) is task:
            del room.fills[key]

    # --- Messages --------------------------------------------------------------------------------

    async def _hear(self, message: dict) -> None:
        room = self.rooms.get(message["article"])
        if room is None:
            return
        if message["type"] == "thread.changed":
            await self._pass_on(room, message["first"], message["last"], message["frames"])
        elif message["type"] == "article.gone":
            self._send_away(room)
            await self._close(room)
        elif message["type"] == "readers.present" and message["hub"] != self.key:
            room.elsewhere[message["hub"]] = (message["readers"], time.monotonic())

    async def _pass_on(
        self, room: ThreadRoom, first: int, last: int, frames: dict[str, str]
    ) -> None:
        async with room.lock:
            if last <= room.version:
                return
            if first == room.version + 1:
                await self._broadcast(room, first, last, frames)
                return
        await self._fill(room)

    async def _fill(self, room: ThreadRoom) -> None:
        """Bring the room up to date from the database, and send the changes to its readers."""
        async with room.lock:
            first = room.version + 1
            frames = {}
            last = 0
            # A version may be announced only if the changes were read up to it in every language.
            for language in live.LANGUAGES:
                found = await run_query(
                    live.thread_changes, room.article_pk, room.version, language
                )
                if found is None:
                    return
                version, frame = found
                last = version if not last else min(last, version)
                frames[language] = frame or RESYNC
            if last >= first:
                await self._broadcast(room, first, last, frames)

    @staticmethod
    async def _broadcast(room: ThreadRoom, first: int, last: int, frames: dict[str, str]) -> None:
        """Send a message to all readers of the room; the caller holds its lock."""
        room.version = last
        room.fills.clear()
        room.keep(first, last, frames)
        for sent, reader in enumerate(list(room.readers), start=1):
            if reader.is_live and reader.version < last:
                reader.push(frames[reader.language])
                reader.version = last
            if not sent % YIELD_EVERY:
                await asyncio.sleep(0)

    # --- Upkeep ----------------------------------------------------------------------------------

    async def _join_group(self, article_pk: int) -> bool:
        try:
            await self.layer.group_add(live.article_room(article_pk), await self._own_channel())
        except Exception:
            log.warning("hub.group_add_failed article=%s", article_pk, exc_info=True)
            return False
        return True

    async def _leave_group(self, article_pk: int) -> None:
        if self.channel is None:
            return
        try:
            await self.layer.group_discard(live.article_room(article_pk), self.channel)
        except Exception:
            log.warning("hub.group_discard_failed article=%s", article_pk, exc_info=True)

    async def resync(self) -> None:
        """Fill gaps, cut off stuck readers, close empty rooms."""
        # A fixed list: rooms that are opened during the query are not in its result.
        rooms = list(self.rooms.values())
        if not rooms:
            return
        versions = await run_query(_versions, [room.article_pk for room in rooms])
        for room in rooms:
            if room.article_pk not in versions:
                self._send_away(room)
            elif versions[room.article_pk] > room.version:
                await self._fill(room)
            if not room.is_subscribed and room.readers:
                room.is_subscribed = await self._join_group(room.article_pk)
            for reader in list(room.readers):
                reader.cut_off_if_stuck(PATIENCE_SECONDS)
            if not room.readers:
                await self._close(room)

    @staticmethod
    def _send_away(room: ThreadRoom) -> None:
        """Close all sockets of an article that nobody may see any more."""
        for reader in room.readers:
            reader.close(CLOSE_GONE)
        room.readers.clear()

    async def _close(self, room: ThreadRoom) -> None:
        if self.rooms.get(room.article_pk) is not room:
            return
        # Remove it before waiting, so that a reader who comes meanwhile opens a new room.
        del self.rooms[room.article_pk]
        await self._leave_group(room.article_pk)
        # A new room may have joined the group before it was left here; the resync joins again.
        if opening := self.opening.get(room.article_pk):
            await asyncio.wait({opening})
        if anew := self.rooms.get(room.article_pk):
            anew.is_subscribed = False

    async def _count(self) -> None:
        """Send the number of readers to the other processes and to our readers."""
        while True:
            await asyncio.sleep(PRESENCE_SECONDS / 2)
            now = time.monotonic()
            for room in list(self.rooms.values()):
                if now < room.next_presence:
                    continue
                # With many readers the number matters less and costs more: 1 s longer per 500.
                room.next_presence = now + PRESENCE_SECONDS + len(room.readers) / 500
                try:
                    await self._tell_presence(room)
                except Exception:
                    log.warning("hub.presence_failed article=%s", room.article_pk, exc_info=True)

    async def _tell_presence(self, room: ThreadRoom) -> None:
        if room.readers or room.announced_readers:
            room.announced_readers = len(room.readers)
            await self.layer.group_send(
                live.article_room(room.article_pk),
                {
                    "type": "readers.present",
                    "article": room.article_pk,
                    "hub": self.key,
                    "readers": room.announced_readers,
                },
            )
        present = room.readers_everywhere()
        changed, room.present = present != room.present, present
        frame = f'{{"present": {present}}}'
        for sent, reader in enumerate(list(room.readers), start=1):
            if reader.is_live and (changed or not reader.knows_presence):
                reader.knows_presence = True
                reader.push(frame)
            if not sent % YIELD_EVERY:
                await asyncio.sleep(0)
