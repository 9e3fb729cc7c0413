"""A crowd of open pages, in a process of its own: it counts the messages and looks at no more.

Run as a script it takes orders, one JSON object a line, and answers each with one. `Crowd` is the
handle for whoever gives the orders.
"""

import asyncio
import contextlib
import json
import random
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections import Counter

import uvloop

TEXT, PING = 1, 9
LONG = 126  # the length of a text that has its real length in the next two bytes
NUMBER = len('{"version": ')


class Pages:
    """All open pages, and what came in over them."""

    def __init__(self) -> None:
        self.open: set[Page] = set()
        self.opening = 0
        self.received: Counter[int] = Counter()  # by version
        self.last: dict[int, float] = {}  # when the latest copy of a version came
        self.jumps = 0  # messages that took a page on by more than one version
        self.steps_back = 0  # and those that were old, or there before
        self.changed = asyncio.Event()


class Page(asyncio.Protocol):
    """One socket. Its frames are never longer than 64 kB and never in parts."""

    def __init__(self, pages: Pages, request: bytes, since: int):
        self.pages = pages
        self.request = request
        self.version = since
        self.rest = b""
        self.is_open = False
        self.opened = asyncio.get_running_loop().create_future()

    def connection_made(self, transport) -> None:
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        if self.rest:
            data, self.rest = self.rest + data, b""
        at = 0 if self.is_open else self._open(data)
        while len(data) >= at + 4:
            length, body = data[at + 1], at + 2
            if length == LONG:
                length, body = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
            if len(data) < body + length:
                break
            kind = data[at] & 15
            if kind == TEXT and data[at + 1] == LONG:
                self._count(int(data[body + NUMBER : data.index(b",", body)]))
            elif kind == PING:
                pong = bytes((0x8A, 0x80 | length)) + bytes(4) + data[body : body + length]
                self.transport.write(pong)
            at = body + length
        if at < len(data):
            self.rest = data[at:]

    def _open(self, data: bytes) -> int:
        end = data.find(b"\r\n\r\n")
        if end < 0:
            return 0
        if not data.startswith(b"HTTP/1.1 101"):
            self.transport.abort()
            return len(data)
        self.is_open = True
        self.pages.open.add(self)
        self.opened.set_result(True)
        return end + 4

    def _count(self, version: int) -> None:
        pages = self.pages
        if version > self.version + 1:
            pages.jumps += 1
        elif version <= self.version:
            pages.steps_back += 1
        self.version = version
        pages.received[version] += 1
        pages.last[version] = time.monotonic()
        if pages.received[version] >= len(pages.open):
            pages.changed.set()

    def connection_lost(self, error) -> None:
        self.pages.open.discard(self)
        if not self.opened.done():
            self.opened.set_result(False)


async def open_pages(
    pages: Pages, ports: list[int], path: str, origin: str, since: int, readers: int, **how
) -> dict:
    """Open so many, spread over the ports, `at_once` at a time, each after up to `jitter` s."""
    loop = asyncio.get_running_loop()
    gate = asyncio.Semaphore(how.get("at_once", 100))
    began = time.monotonic()
    host, _, _ = origin.partition("://")[2].partition(":")

    async def one(port: int) -> bool:
        await asyncio.sleep(random.uniform(0, how.get("jitter", 0)))
        key = b64encode(random.randbytes(16)).decode()
        request = (
            f"GET {path}?since={since}&lang=nl HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n"
        ).encode()
        async with gate:
            with contextlib.suppress(OSError, TimeoutError):
                async with asyncio.timeout(30):
                    _, page = await loop.create_connection(
                        lambda: Page(pages, request, since), "127.0.0.1", port
                    )
                    return await page.opened
        return False

    opened = await asyncio.gather(*(one(ports[n % len(ports)]) for n in range(readers)))
    return {"opened": sum(opened), "began": began, "seconds": time.monotonic() - began}


async def wait(pages: Pages, version: int, seconds: float) -> dict:
    """Until every open page has this version, or the time is over."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while pages.received[version] < len(pages.open):
                pages.changed.clear()
                await pages.changed.wait()
    return {"received": pages.received[version], "last": pages.last.get(version, 0.0)}


def deaf(ports: list[int], path: str, origin: str, since: int, readers: int) -> list:
    """Sockets that are opened and then never read."""
    sockets = []
    for number in range(readers):
        connection = socket.socket()
        # As on a real network: over loopback the kernel would hold megabytes for it.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
        connection.connect(("127.0.0.1", ports[number % len(ports)]))
        connection.sendall(
            f"GET {path}?since={since}&lang=nl HTTP/1.1\r\nHost: x\r\nOrigin: {origin}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
            "AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        connection.recv(12)
        sockets.append(connection)
    return sockets


async def obey(pages: Pages, order: dict, kept: list) -> dict:
    match order.pop("do"):
        case "open":
            return await open_pages(pages, **order)
        case "deaf":
            kept += deaf(**order)
            return {"opened": len(kept)}
        case "wait":
            return await wait(pages, **order)
        case "count":
            return {
                "open": len(pages.open),
                "received": sum(pages.received.values()),
                "jumps": pages.jumps,
                "steps_back": pages.steps_back,
                "oldest": min((page.version for page in pages.open), default=0),
            }
        case "close":
            for page in list(pages.open):
                page.transport.abort()
            return {}
    raise ValueError(order)


async def main() -> None:
    pages, kept = Pages(), []
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(await obey(pages, json.loads(line), kept)), flush=True)


class Crowd:
    """The process with the readers in it."""

    def __enter__(self) -> "Crowd":
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tools.bench.crowd"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        return self

    def __exit__(self, *error) -> None:
        self.process.kill()
        self.process.wait()

    def order(self, do: str, **what) -> dict:
        self.tell(do, **what)
        return self.answer()

    def tell(self, do: str, **what) -> None:
        self.process.stdin.write(json.dumps({"do": do} | what) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the crowd is gone")
        return json.loads(line)


if __name__ == "__main__":
    uvloop.run(main())
