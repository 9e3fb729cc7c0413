"""Measure the live push when things go wrong, on real PostgreSQL and Redis.

    python -m tools.bench.hard_times --readers 2000

Two processes; readers that never read; Redis gone; a crowd that comes back after a restart. All on
127.0.0.1, and only what it started itself is ended. Linux only.
"""

import argparse
import signal
import statistics
import time

from tests.services import Server as Service
from tests.services import postgres, redis
from tools.bench.crowd import Crowd
from tools.bench.rig import Server, Site, a_site, free_port, raise_file_limit

MESSAGES = 20
DEAF = 5
LONG_REACTION = "Een wijk die samen eet, praat ook samen. " * 110
MISSED = 3  # reactions that are published while the server is down
WAIT_SECONDS = 60.0


def door(site: Site, *ports: int, readers: int, **how) -> dict:
    where = {"ports": ports or [site.port], "path": site.socket, "origin": site.origin}
    return where | {"since": site.version, "readers": readers} | how


def waits(crowd: Crowd, rung: list[dict]) -> list[float]:
    """Milliseconds from each commit until the last reader had it."""
    return [
        (crowd.order("wait", version=one["version"], seconds=WAIT_SECONDS)["last"] - one["rung"])
        * 1000
        for one in rung
    ]


def two_processes(site: Site, store: Service, readers: int) -> None:
    other = Server(site, "live_site", free_port(), store.url)
    with Server(site, "live_site", redis=store.url) as one, other as two, Crowd() as crowd:
        crowd.order("open", **door(site, one.port, two.port, readers=readers))
        time.sleep(1)
        spread = [server.state()["readers"] for server in (one, two)]
        waited = []
        for number in range(MESSAGES):
            waited += waits(crowd, [(one, two)[number % 2].ring()])
        paced = crowd.order("count")
        burst = [(one, two)[number % 2].ring() for number in range(MESSAGES)]
        after = waits(crowd, burst[-1:])
        count = crowd.order("count")
    print(f"Two processes, readers {spread}, {MESSAGES} reactions by turns:")
    print(f"  last reader {statistics.median(waited):.0f} ms, worst {max(waited):.0f} ms")
    print(f"  lost {readers * MESSAGES - paced['received']} of {readers * MESSAGES}", end="")
    print(f", old or double {paced['steps_back']}, joined into one {paced['jumps']}")
    print(
        f"  then {MESSAGES} without a pause: all have the last {after[0]:.0f} ms after its", end=""
    )
    print(f" commit; open pages {count['open']}, behind {count['oldest'] < site.version}", end="")
    print(f", old or double {count['steps_back']}, joined into one {count['jumps']}")


def deaf_readers(site: Site, store: Service, readers: int) -> None:
    with Server(site, "live_site", redis=store.url) as server, Crowd() as crowd:
        crowd.order("open", **door(site, readers=readers))
        time.sleep(1)
        before = []
        for _ in range(MESSAGES):
            before += waits(crowd, [server.ring(LONG_REACTION)])
        crowd.order("deaf", **door(site, readers=DEAF))
        sent, stuck_after, during = 0, None, []
        while sent < 400 and (stuck_after is None or sent < stuck_after + 100):
            during += waits(crowd, [server.ring(LONG_REACTION)])
            sent += 1
            if stuck_after is None and server.state()["stuck"] == DEAF:
                stuck_after = sent
        began, state = time.monotonic(), server.state()
        while server.state()["readers"] > readers and time.monotonic() < began + WAIT_SECONDS:
            time.sleep(0.5)
        gone = time.monotonic() - began
        count = crowd.order("count")
        left = server.state()["readers"]
    expected = (MESSAGES + sent) * readers
    print(
        f"{DEAF} readers that never read beside {readers}: all stuck after {stuck_after} messages"
    )
    print(f"  the others' last reader: {statistics.median(before):.0f} ms without them", end="")
    print(f", {statistics.median(during):.0f} ms with them (worst {max(during):.0f})", end="")
    print(f"; lost {expected - count['received']} of {expected}")
    print(f"  {state['stuck']} stuck at the end; {gone:.0f} s later {left} readers are left")


def without_redis(site: Site, store: Service, readers: int) -> None:
    with Server(site, "live_site", redis=store.url) as server, Crowd() as crowd:
        crowd.order("open", **door(site, readers=readers))
        time.sleep(1)
        server.ring()
        store.stop(signal.SIGKILL)
        silent = waits(crowd, [server.ring() for _ in range(MISSED)][-1:])
        store.start()
        time.sleep(3)
        again = waits(crowd, [server.ring()])
        count = crowd.order("count")
    print(
        f"Redis killed: {MISSED} reactions reach all {readers} {silent[0]:.0f} ms after the last",
        end="",
    )
    print(f" commit; once it is back, one takes {again[0]:.0f} ms", end="")
    print(f"; old or double {count['steps_back']}")


def restart(site: Site, store: Service, readers: int, jitter: float) -> None:
    with Crowd() as crowd:
        with Server(site, "live_site", redis=store.url):
            crowd.order("open", **door(site, readers=readers))
        where = door(site, readers=readers, at_once=readers, jitter=jitter)
        version = site.publish(MISSED)["version"]
        time.sleep(1)
        with Server(site, "live_site", redis=store.url) as server:
            asked, spent = server.state()["queries"], server.cpu
            back = crowd.order("open", **where)
            seen = crowd.order("wait", version=version, seconds=WAIT_SECONDS)
            state = server.state()
            spent = server.cpu - spent
    print(
        f"{readers} come back after a restart, over {jitter:g} s, {MISSED} reactions behind:",
        end="",
    )
    print(f" {back['opened']} in, {seen['received']} current after", end="")
    print(f" {seen['last'] - back['began']:.1f} s, {state['queries'] - asked} queries", end="")
    print(f", {spent:.1f} s of CPU")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--readers", type=int, default=2000)
    readers = parser.parse_args().readers
    raise_file_limit()
    with postgres() as database, redis() as store, a_site(DATABASE_URL=database.url) as site:
        two_processes(site, store, readers)
        deaf_readers(site, store, min(readers, 500))
        without_redis(site, store, readers)
        restart(site, store, readers, jitter=0)
        restart(site, store, readers, jitter=5)


if __name__ == "__main__":
    main()
