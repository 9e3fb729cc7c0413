"""The handle by which a benchmark makes a server speak: POST /bench/ring, and GET /bench/state."""

import json
from collections.abc import Awaitable, Callable

PATH = "/bench/"


def with_bell(
    application: Callable,
    ring: Callable[[str], Awaitable[dict]],
    state: Callable[[], dict] = dict,
) -> Callable:
    """`application`, with a handle: `ring` sends the text that is posted and tells when it did."""

    async def door(scope, receive, send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PATH):
            await application(scope, receive, send)
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        answer = await ring(body.decode()) if scope["method"] == "POST" else state()
        data = json.dumps(answer).encode()
        headers = [(b"content-length", str(len(data)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": data})

    return door
