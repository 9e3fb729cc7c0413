"""The unread badge over the socket that a page already has, without a second connection.

A page with a badge sends `bel` with the number that it shows. A socket without `bel`, such as every
anonymous reader's, is passed on unchanged.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from accounts import sessions
from accounts.sessions import SocketSession
from comments.reader import Reader
from comments.sockets import REFUSE_SOCKET, serve_until_gone
from common.hub import run_query
from notifications.badges import ListeningPage, NoticeHub

log = logging.getLogger(__name__)

_ASKED = re.compile(rb"(?:^|&)bel=([0-9]{1,4})(?:&|$)")


def _shown_count(scope: dict) -> int | None:
    """Return the unread count that the page shows; None for a page that asks for no counter."""
    asked = _ASKED.search(scope["query_string"])
    return int(asked[1]) if asked else None


@asynccontextmanager
async def _joined_hub(
    reader: Reader, signed: SocketSession, shown: int, *, alone: bool
) -> AsyncIterator:
    page = ListeningPage(reader, signed, alone=alone)
    try:
        await NoticeHub.current().join(page, shown)
        yield
    finally:
        NoticeHub.current().leave(page)


class SocketSender:
    """The sending side of a socket, with an event that is set once the socket is accepted."""

    def __init__(self, send: Callable):
        self._send = send
        self.accepted = asyncio.Event()
        # The hub uses this to end a connection that accepts nothing.
        self.transport = getattr(getattr(send, "__self__", None), "transport", None)

    async def send(self, message: dict) -> None:
        await self._send(message)
        if message["type"] == "websocket.accept":
            self.accepted.set()


def with_notice_counter(application: Callable) -> Callable:
    """Wrap an ASGI application so that its sockets push changes of the unread badge as well."""

    async def socket(scope, receive, send) -> None:
        shown = _shown_count(scope)
        if shown is None:
            await application(scope, receive, send)
            return
        line = SocketSender(send)
        listening = asyncio.create_task(_listen(scope, line, shown))
        try:
            await application(scope, receive, line.send)
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    return socket


async def _listen(scope: dict, line: SocketSender, shown: int) -> None:
    await line.accepted.wait()
    reader = Reader(line.send, "", 0)
    try:
        if signed := await run_query(sessions.socket_session, scope):
            async with _joined_hub(reader, signed, shown, alone=False):
                await reader.closed.wait()
    except Exception:
        # The page goes on without a live badge.
        log.exception("badges.join_failed")
    finally:
        reader.stop()


async def notice_counter_socket(scope, receive, send) -> None:
    """Serve the unread badge alone, for signed-in members on pages without another socket."""
    await receive()  # websocket.connect
    shown = _shown_count(scope)
    signed = None if shown is None else await run_query(sessions.socket_session, scope)
    if signed is None:
        await send(REFUSE_SOCKET)
        return
    reader = Reader(send, "", 0)
    try:
        await send({"type": "websocket.accept"})
        async with _joined_hub(reader, signed, shown, alone=True):
            await serve_until_gone(receive, reader)
    finally:
        reader.stop()
