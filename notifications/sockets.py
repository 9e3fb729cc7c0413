"""The bell over whatever socket a page has: it takes no second connection.

A page that shows a bell asks for it with `bel` and the number that it shows. A socket that does not
ask for it, such as every anonymous reader's, goes straight on to what it is for.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from accounts import sessions
from accounts.sessions import Signed
from comments.hub import query
from comments.reader import Reader
from comments.sockets import REFUSED, until_gone
from notifications.badges import (
    Page,
    bells,
)

log = logging.getLogger(__name__)

_ASKED = re.compile(rb"(?:^|&)bel=([0-9]{1,4})(?:&|$)")


def _shown(scope: dict) -> int | None:
    """How many unread the page shows that asks for a bell; None for one that does not ask."""
    asked = _ASKED.search(scope["query_string"])
    return int(asked[1]) if asked else None


@asynccontextmanager
async def _hearing(reader: Reader, signed: Signed, shown: int, *, alone: bool) -> AsyncIterator:
    page = Page(reader, signed, alone=alone)
    try:
        await bells().join(page, shown)
        yield
    finally:
        bells().leave(page)


class Line:
    """The sending side of a socket, which knows since when it may be spoken over."""

    def __init__(self, send: Callable):
        self._send = send
        self.accepted = asyncio.Event()
        # By this the hub ends a connection that takes nothing.
        self.transport = getattr(getattr(send, "__self__", None), "transport", None)

    async def send(self, message: dict) -> None:
        await self._send(message)
        if message["type"] == "websocket.accept":
            self.accepted.set()


def with_bell(application: Callable) -> Callable:
    """`application`, over whose sockets a page can hear its bell as well."""

    async def socket(scope, receive, send) -> None:
        shown = _shown(scope)
        if shown is None:
            await application(scope, receive, send)
            return
        line = Line(send)
        listening = asyncio.create_task(_listen(scope, line, shown))
        try:
            await application(scope, receive, line.send)
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    return socket


async def _listen(scope: dict, line: Line, shown: int) -> None:
    await line.accepted.wait()
    reader = Reader(line.send, "", 0)
    try:
        if signed := await query(sessions.of_socket, scope):
            async with _hearing(reader, signed, shown, alone=False):
                await reader.closed.wait()
    except Exception:
        # The page goes on without a bell.
        log.exception("A bell could not be hung up")
    finally:
        reader.stop()


async def bell(scope, receive, send) -> None:
    """For pages that have nothing else to hear: the bell alone, of who is signed in."""
    await receive()  # websocket.connect
    shown = _shown(scope)
    signed = None if shown is None else await query(sessions.of_socket, scope)
    if signed is None:
        await send(REFUSED)
        return
    reader = Reader(send, "", 0)
    try:
        await send({"type": "websocket.accept"})
        async with _hearing(reader, signed, shown, alone=True):
            await until_gone(receive, reader)
    finally:
        reader.stop()
