"""The connection of one open page, to which the hub sends without waiting."""

import asyncio
import logging
import time
import types
from collections import deque
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

MAX_BACKLOG = 64  # messages a slow reader may be behind before it has to reload
RESYNC = '{"resync": true}'


class Reader:
    """A socket. `push` never waits, so that one stuck reader does not stop the others."""

    def __init__(self, send: Callable[[dict], Awaitable[None]], language: str, since: int):
        self.language = language
        self.version = since
        self.is_live = False  # has what it missed, and gets new messages
        self.knows_presence = False
        self.closed = asyncio.Event()
        self._send = send
        self._waiting: deque[dict] | None = None
        self._waiting_since = 0.0
        self._drain: asyncio.Task | None = None

    def push(self, text: str) -> None:
        self._put({"type": "websocket.send", "text": text})

    def close(self, code: int) -> None:
        self._put({"type": "websocket.close", "code": code})
        self.closed.set()

    def _put(self, message: dict) -> None:
        if self.closed.is_set():
            return
        if self._waiting is not None:
            self._waiting.append(message)
            if len(self._waiting) > MAX_BACKLOG:
                self._waiting.clear()
                self._waiting.append({"type": "websocket.send", "text": RESYNC})
            return
        # The server's `send` returns at once unless the connection is full. Running it by hand up
        # to its first wait saves a task per message; only a reader that must wait gets a task.
        sending = self._send(message).__await__()
        try:
            pending = sending.send(None)
        except StopIteration:
            return
        except Exception:  # the connection is gone; the socket's own task ends it
            self.closed.set()
            return
        self._waiting = deque()
        self._waiting_since = time.monotonic()
        self._drain = asyncio.create_task(self._send_waiting(sending, pending))

    async def _send_waiting(self, sending, pending) -> None:
        try:
            await _rest_of(sending, pending)
            while self._waiting:
                self._waiting_since = time.monotonic()
                await self._send(self._waiting.popleft())
        except Exception:
            self.closed.set()
        finally:
            self._waiting = None

    def cut_off_if_stuck(self, seconds: float) -> None:
        """Abort a connection that has accepted nothing for this many seconds."""
        if self._waiting is None or time.monotonic() - self._waiting_since < seconds:
            return
        self.closed.set()
        self._drain.cancel()
        # A normal close would wait behind the messages that the reader does not accept.
        transport = getattr(getattr(self._send, "__self__", None), "transport", None)
        if transport is not None:
            transport.abort()

    def stop(self) -> None:
        self.closed.set()
        if self._drain is not None:
            self._drain.cancel()


@types.coroutine
def _rest_of(sending, pending):
    """Continue a coroutine that was run by hand up to its first wait, on `pending`."""
    while True:
        try:
            value = yield pending
        except BaseException as error:
            try:
                pending = sending.throw(error)
            except StopIteration as end:
                return end.value
            continue
        try:
            pending = sending.send(value)
        except StopIteration as end:
            return end.value
