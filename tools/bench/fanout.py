"""Measure the cost of pushing one reaction to everyone who has the article open.

    python -m tools.bench.fanout --readers 500 2000 5000 --messages 20 --repeats 3
    python -m tools.bench.fanout --quick

In one run, and by turns, since no machine is quiet: a bare ASGI function, this site, and a Channels
consumer per reader; one server process, with the readers in another, on 127.0.0.1. It prints
figures and judges none. Linux only. `tools/bench/hard_times.py` measures what goes wrong.
"""

import argparse
import asyncio
import math
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.services import redis
from tools.bench.crowd import Crowd
from tools.bench.rig import ANSWER_SECONDS, Server, Site, a_site, cpu_seconds, raise_file_limit

WARM_UP = 3  # messages that are not counted
SETTLE_SECONDS = 1.0
PATIENCE_SECONDS = 60.0  # for the last reader of one message
BETWEEN_REQUESTS = 0.125  # or the pages alone would fill a slow core
BETWEEN_BROADCASTS = 0.25


@dataclass(frozen=True)
class Variant:
    title: str
    application: str
    on_redis: bool = False


BARE = Variant("bare ASGI function", "bare")
HUBS = [
    Variant("the site: one hub, in memory", "live_site"),
    Variant("the site: one hub, Redis", "live_site", on_redis=True),
]
PLAIN = [
    Variant("consumer per reader, in memory", "plain"),
    Variant("consumer per reader, Redis", "plain", on_redis=True),
]
VARIANTS = [BARE, *HUBS, *PLAIN]


@dataclass
class Run:
    """The figures of one variant with one number of readers: an item a repeat."""

    cpu: list[float] = field(default_factory=list)  # ms per 1,000 deliveries
    client: list[float] = field(default_factory=list)  # the same of the process with the readers
    waits: list[float] = field(default_factory=list)  # ms, an item a message
    memory: list[float] = field(default_factory=list)  # kB a socket
    publishing: list[float] = field(default_factory=list)  # ms of CPU a message, not in `cpu`
    lost: int = 0
    deliveries: int = 0
    out_of_order: int = 0
    gave_up: bool = False  # a message could not even be handed over in time


def broadcast(site: Site, server: Server, readers: int, messages: int, seconds: float, run: Run):
    with server, Crowd() as crowd:
        asyncio.run(page_time(site))
        empty = server.memory
        opened = crowd.order(
            "open",
            ports=[server.port],
            path=site.socket,
            origin=site.origin,
            since=site.version,
            readers=readers,
        )["opened"]
        if opened != readers:
            raise RuntimeError(f"only {opened} of {readers} readers came in")
        time.sleep(SETTLE_SECONDS)
        run.memory.append((server.memory - empty) / readers / 1024)
        until = time.monotonic() + seconds
        for _ in range(WARM_UP):
            if time.monotonic() < until:
                crowd.order("wait", version=server.ring()["version"], seconds=PATIENCE_SECONDS)

        spent, client = server.cpu, cpu_seconds(crowd.process.pid)
        until = time.monotonic() + seconds
        sent, publishing = 0, 0.0
        while sent < messages and (not sent or time.monotonic() < until):
            rung = server.ring()
            seen = crowd.order("wait", version=rung["version"], seconds=PATIENCE_SECONDS)
            sent += 1
            publishing += rung.get("publishing", 0.0)
            run.waits.append((seen["last"] - rung["rung"]) * 1000)
            run.lost += readers - seen["received"]
            run.deliveries += readers
        spent = server.cpu - spent - publishing
        client = cpu_seconds(crowd.process.pid) - client
        thousands = sent * readers / 1000
        run.cpu.append(spent * 1000 / thousands)
        run.client.append(client * 1000 / thousands)
        run.publishing.append(publishing * 1000 / sent)
        count = crowd.order("count")
        run.out_of_order += count["jumps"] + count["steps_back"]


async def page_time(site: Site) -> float:
    """Milliseconds for the article's page, over a connection of its own."""
    began = time.perf_counter()
    reading, writing = await asyncio.open_connection("127.0.0.1", site.port)
    writing.write(
        f"GET {site.page} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
    )
    await reading.read()
    writing.close()
    return (time.perf_counter() - began) * 1000


async def page_times(site: Site, server: Server, broadcasts: int, ringing: bool) -> list[float]:
    """Ask for a page every so often, answered or not, with a broadcast every quarter second."""
    requests, rings = [], []
    began = time.monotonic()
    every = round(BETWEEN_BROADCASTS / BETWEEN_REQUESTS)
    for number in range(broadcasts * every):
        await asyncio.sleep(max(0, began + number * BETWEEN_REQUESTS - time.monotonic()))
        if ringing and number % every == 0:
            rings.append(asyncio.create_task(asyncio.to_thread(server.ring)))
        requests.append(asyncio.create_task(page_time(site)))
    times = await asyncio.gather(*requests)
    # Whether a broadcast was handed over in time is measured elsewhere.
    await asyncio.gather(*rings, return_exceptions=True)
    return times


def pages(site: Site, server: Server, readers: int, broadcasts: int) -> tuple[list, list]:
    """Times of pages with the readers there: in silence, and during broadcasts."""
    with server, Crowd() as crowd:
        crowd.order(
            "open",
            ports=[server.port],
            path=site.socket,
            origin=site.origin,
            since=site.version,
            readers=readers,
        )
        time.sleep(SETTLE_SECONDS)
        asyncio.run(page_times(site, server, 4, ringing=False))
        silence = asyncio.run(page_times(site, server, broadcasts, ringing=False))
        return silence, asyncio.run(page_times(site, server, broadcasts, ringing=True))


def percentile(values: list[float], of_hundred: float) -> float:
    return sorted(values)[math.ceil(len(values) * of_hundred / 100) - 1]


def print_runs(runs: dict[tuple[int, Variant], Run]) -> None:
    print(
        "| server | readers | CPU ms per 1,000 (lowest–highest) | × bare | last reader ms, median",
        end="",
    )
    print(" / worst | kB a socket | lost of | out of order | client CPU | publishing ms |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for (readers, variant), run in runs.items():
        if run.gave_up:
            print(f"| {variant.title} | {readers:,} | one message took over {ANSWER_SECONDS:g} s |")
            continue
        cpu = statistics.median(run.cpu)
        bare = runs.get((readers, BARE))
        ratio = f"{cpu / statistics.median(bare.cpu):.2f}" if bare else ""
        print(
            f"| {variant.title} | {readers:,} | {cpu:.1f} ({min(run.cpu):.1f}–{max(run.cpu):.1f})"
            f" | {ratio} | {statistics.median(run.waits):.0f} / {max(run.waits):.0f}"
            f" | {statistics.median(run.memory):.0f} | {run.lost} of {run.deliveries:,}"
            f" | {run.out_of_order} | {statistics.median(run.client):.1f}"
            f" | {statistics.median(run.publishing):.1f} |"
        )


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--readers", type=int, nargs="+", default=[500, 2000, 5000])
    parser.add_argument("--messages", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20, help="at most, for one run's messages")
    parser.add_argument("--page-readers", type=int, default=2000)
    parser.add_argument(
        "--only", default="", help="variants whose name holds this, and the bare one"
    )
    parser.add_argument(
        "--measure", nargs="+", choices=("pushing", "pages"), default=["pushing", "pages"]
    )
    parser.add_argument("--quick", action="store_true", help="a look in two minutes")
    asked = parser.parse_args()
    if asked.quick:
        asked.readers, asked.messages, asked.repeats = [500], 10, 1
        asked.seconds, asked.page_readers = 5, 500
    return asked


def measure_pushing(asked: argparse.Namespace, site: Site, server: Callable, runs: dict) -> None:
    for repeat in range(asked.repeats):
        for (readers, variant), run in runs.items():
            if run.gave_up:
                continue
            say(f"{repeat + 1}/{asked.repeats} {readers} readers, {variant.title}")
            try:
                broadcast(site, server(variant), readers, asked.messages, asked.seconds, run)
            except TimeoutError:
                run.gave_up = True
    print(f"A message of {len(site.frame.encode()):,} bytes.\n")
    print_runs(runs)


def measure_pages(asked: argparse.Namespace, site: Site, server: Callable, variants: list) -> None:
    print(f"\nPages in the same process, {asked.page_readers:,} readers, ms:\n")
    print("| server | in silence, median / p99 | during broadcasts, median / p99 | requests |")
    print("|---|---|---|---|")
    silence, during = defaultdict(list), defaultdict(list)
    for repeat in range(asked.repeats):
        for variant in variants:
            say(f"{repeat + 1}/{asked.repeats} pages, {variant.title}")
            quiet, loud = pages(site, server(variant), asked.page_readers, asked.messages)
            silence[variant] += quiet
            during[variant] += loud
    for variant in variants:
        quiet, loud = silence[variant], during[variant]
        print(
            f"| {variant.title} | {statistics.median(quiet):.0f} / {percentile(quiet, 99):.0f}"
            f" | {statistics.median(loud):.0f} / {percentile(loud, 99):.0f} | {len(loud)} |"
        )


def main() -> None:
    asked = options()
    limit = raise_file_limit()
    if max(asked.readers) + 200 > limit:
        sys.exit(f"{max(asked.readers)} readers need more than the {limit} open files allowed here")
    variants = [BARE] + [v for v in VARIANTS[1:] if asked.only in v.title]
    runs = {(n, v): Run() for n in asked.readers for v in variants}
    with a_site() as site, redis() as store:

        def server(variant: Variant) -> Server:
            return Server(site, variant.application, redis=store.url if variant.on_redis else "")

        if "pushing" in asked.measure:
            measure_pushing(asked, site, server, runs)
        if "pages" in asked.measure:
            measure_pages(asked, site, server, variants[1:])


if __name__ == "__main__":
    main()
