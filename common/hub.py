"""The life cycle of a hub, which passes what is pushed on to the open pages of one process.

The database is authoritative; the channel layer only signals changes, and may lose messages. So
every few seconds a hub does a resync, which reads from the database what its pages should know.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.db import close_old_connections

from common.live import use_server_loop

log = logging.getLogger(__name__)

RESYNC_SECONDS = 5.0

_database = ThreadPoolExecutor(max_workers=2, thread_name_prefix="hub")
_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[type, Any]] = WeakKeyDictionary()


async def run_query(function: Callable, *args):
    """Run a query in a thread, with stale database connections closed."""

    def run():
        close_old_connections()
        try:
            return function(*args)
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(_database, run)


class Hub:
    """One hub of an event loop, and so of a process: it receives messages, and resyncs."""

    name = "hub"  # in the log
    groups: tuple[str, ...] = ()  # of the channel layer, joined from the start

    def __init__(self, *loops: Callable[[], Coroutine]) -> None:
        self.layer: Any = get_channel_layer()
        self.channel: str | None = None
        self.naming = asyncio.Lock()
        loops = (self._listen, self._resync_often, *loops)
        self.tasks = [asyncio.create_task(loop(), name=self.name) for loop in loops]
        use_server_loop(asyncio.get_running_loop())

    @classmethod
    def current(cls) -> Self:
        """Return the hub of the running event loop; the first page starts it."""
        hubs = _hubs.setdefault(asyncio.get_running_loop(), {})
        if cls not in hubs:
            hubs[cls] = cls()
        return hubs[cls]

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def resync(self) -> None:
        """Push what the channel layer lost, and cut off stuck connections."""
        raise NotImplementedError

    async def _hear(self, message: dict) -> None:
        raise NotImplementedError

    async def _listen(self) -> None:
        while True:
            try:
                message = await self.layer.receive(await self._own_channel())
                await self._hear(message)
            except Exception:
                log.warning("%s.receive_failed", self.name, exc_info=True)
                await asyncio.sleep(1)

    async def _own_channel(self) -> str:
        # Locked: with two channels, groups could send to the one that is not received from.
        async with self.naming:
            if (channel := self.channel) is None:
                channel = await self.layer.new_channel()
                for group in self.groups:
                    await self.layer.group_add(group, channel)
                self.channel = channel
            return channel

    async def _resync_often(self) -> None:
        while True:
            await asyncio.sleep(RESYNC_SECONDS * random.uniform(0.8, 1.2))
            try:
                await self.resync()
            except Exception:
                log.exception("%s.resync_failed", self.name)
