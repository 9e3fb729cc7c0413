"""The socket of an article, for everyone who has it open."""

import asyncio
import json
from collections import Counter
from urllib.parse import parse_qs

from django.conf import settings

from comments import live
from comments.hub import CLOSE_GONE, ThreadHub
from comments.reader import Reader
from common.clients import socket_network
from common.params import LARGEST_NUMBER, parse_number

REFUSE_SOCKET = {"type": "websocket.close", "code": 4403}
LONGEST_MESSAGE = 200
MOST_PER_VISITOR = 200  # open articles in one process: enough for a school behind one address

_open_sockets: Counter[str] = Counter()


async def article_socket(scope, receive, send) -> None:
    """The socket of an open article, for everyone: no session, no user and no query of its own.

    It is a plain ASGI function, since a consumer costs a thread hop for each message.
    """
    await receive()  # websocket.connect
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    since = parse_number(asked.get("since", [""])[0])
    language = asked.get("lang", [settings.LANGUAGE_CODE])[0]
    if since is None or language not in live.LANGUAGES:
        await send(REFUSE_SOCKET)
        return
    article_pk = scope["url_route"]["kwargs"]["pk"]
    if article_pk > LARGEST_NUMBER:
        await send(REFUSE_SOCKET)
        return
    visitor = socket_network(scope)
    if settings.RATE_LIMITS and _open_sockets[visitor] >= MOST_PER_VISITOR:
        await send(REFUSE_SOCKET)
        return
    reader = Reader(send, language, since)
    rooms = ThreadHub.current()
    _open_sockets[visitor] += 1
    try:
        # Accept first: only an accepted socket receives the code with which it is closed.
        await send({"type": "websocket.accept"})
        if await rooms.join(article_pk, reader):
            await serve_until_gone(receive, reader)
        else:
            await send({"type": "websocket.close", "code": CLOSE_GONE})
    finally:
        rooms.leave(article_pk, reader)
        reader.stop()
        _open_sockets[visitor] -= 1
        if not _open_sockets[visitor]:
            del _open_sockets[visitor]


async def serve_until_gone(receive, reader: Reader) -> None:
    """Answer the page's pings until it leaves or the hub closes the connection."""
    closed = asyncio.ensure_future(reader.closed.wait())
    try:
        while True:
            heard = asyncio.ensure_future(receive())
            await asyncio.wait({heard, closed}, return_when=asyncio.FIRST_COMPLETED)
            if closed.done():
                heard.cancel()
                return
            message = heard.result()
            if message["type"] == "websocket.disconnect":
                return
            if len(message.get("text") or "") > LONGEST_MESSAGE:
                return
            if message.get("text") == "ping":
                reader.push(json.dumps({"pong": reader.version}))
    finally:
        closed.cancel()


class SameOriginMiddleware:
    """Refuse sockets from other origins than those of the site: scheme, host and port."""

    def __init__(self, application):
        self.application = application

    async def __call__(self, scope, receive, send):
        origins = [value for name, value in scope["headers"] if name == b"origin"]
        if len(origins) == 1 and origins[0].decode("latin-1").lower() in settings.LIVE_ORIGINS:
            return await self.application(scope, receive, send)
        await receive()
        return await send(REFUSE_SOCKET)
