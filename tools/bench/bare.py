"""The least that an ASGI server can do: write one text to every socket. No Django, no layer."""

import time

from tools.bench.bell import with_bell

sockets = set()


async def pages(scope, receive, send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def socket(scope, receive, send) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    sockets.add(send)
    try:
        while (await receive())["type"] != "websocket.disconnect":
            pass
    finally:
        sockets.discard(send)


async def ring(text: str) -> dict:
    rung = time.monotonic()
    for send in list(sockets):
        await send({"type": "websocket.send", "text": text})
    return {"rung": rung}


async def lifespan(scope, receive, send) -> None:
    while True:
        kind = (await receive())["type"]
        await send({"type": f"{kind}.complete"})
        if kind == "lifespan.shutdown":
            return


async def door(scope, receive, send) -> None:
    kinds = {"http": pages, "websocket": socket, "lifespan": lifespan}
    await kinds[scope["type"]](scope, receive, send)


application = with_bell(door, ring)
