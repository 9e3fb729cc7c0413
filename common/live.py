"""Tell a room, once the transaction has committed.

The database is the record and the channel layer only the bell: a message that is lost here is made
good by whoever listens, so nothing in this file may ever fail a request.
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
    """After the commit, send what `make_message` returns to everyone in `room`."""
    transaction.on_commit(lambda: _send(room, make_message()), robust=True)


def use_server_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Send from this loop from now on: the one of the server, so that connections are kept."""
    global _server_loop
    _server_loop = loop


def _send(room: str, message: dict) -> None:
    asyncio.run_coroutine_threadsafe(_group_send(room, message), _loop())


async def _group_send(room: str, message: dict) -> None:
    try:
        await get_channel_layer().group_send(room, message)  # pyright: ignore
    except Exception:
        log.warning("The bell of %s did not ring; its readers catch up later", room, exc_info=True)


def _loop() -> asyncio.AbstractEventLoop:
    """The server's loop, or in a worker, a command or a WSGI server one of our own."""
    if _server_loop is not None and _server_loop.is_running():
        return _server_loop
    global _own_loop
    with _starting:
        if _own_loop is None:
            _own_loop = asyncio.new_event_loop()
            threading.Thread(target=_own_loop.run_forever, name="bell", daemon=True).start()
    return _own_loop
