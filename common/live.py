"""Push messages to a channel layer group, once the transaction has committed.

The database is the source of truth and the channel layer only signals a change: listeners recover
from a lost message by a resync, so nothing in this file may ever fail a request.
"""

import asyncio
import logging
import threading
from collections.abc import Callable

from channels.layers import get_channel_layer
from django.db import transaction

log = logging.getLogger(__name__)

_server_loop: asyncio.AbstractEventLoop | None = None
_own_loop: asyncio.AbstractEventLoop | None = None
_starting = threading.Lock()


def push_to_room(room: str, make_message: Callable[[], dict]) -> None:
    """Send the result of `make_message` to everyone in `room`, after the commit."""
    transaction.on_commit(lambda: _send(room, make_message()), robust=True)


def use_server_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Send from the server's event loop from now on, so that its connections are reused."""
    global _server_loop
    _server_loop = loop


def _send(room: str, message: dict) -> None:
    asyncio.run_coroutine_threadsafe(_group_send(room, message), _loop())


async def _group_send(room: str, message: dict) -> None:
    try:
        await get_channel_layer().group_send(room, message)  # pyright: ignore
    except Exception:
        log.warning("live.push_failed room=%s", room, exc_info=True)


def _loop() -> asyncio.AbstractEventLoop:
    """Return the server's loop or, in a worker, a command or a WSGI server, one of our own."""
    if _server_loop is not None and _server_loop.is_running():
        return _server_loop
    global _own_loop
    with _starting:
        if _own_loop is None:
            _own_loop = asyncio.new_event_loop()
            threading.Thread(target=_own_loop.run_forever, name="bell", daemon=True).start()
    return _own_loop
