"""Search an archive, filled first if the database is empty. Run by `tools.bench.search`.

    --only WORDS    only the questions with these words in their name
    --times NUMBER  how often each is asked
    --plans         how the database goes about what takes it longer than ten milliseconds

First it times a loop, since what else a machine does makes that longer too. Then it prints of each
question: the number of results and of queries, and in milliseconds, each with the median and the
95th percentile, the whole request by the clock and by the processor (of this process and of
PostgreSQL's), and the database's part of that.
"""

import argparse
import math
import re
import resource
import statistics
import time
from collections.abc import Callable
from functools import partial
from html import unescape
from typing import NamedTuple

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (needs the apps to be loaded)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils.http import urlencode  # noqa: E402

from search import actions  # noqa: E402
from search.expansion import expand_query  # noqa: E402
from search.find import SearchFilters, find_entries  # noqa: E402
from search.models import Term  # noqa: E402
from search.query import parse_query  # noqa: E402
from tests.search import library  # noqa: E402
from tools.bench.rig import cpu_seconds  # noqa: E402
from tools.bench.search_archive import DIFFERENT, fill, multiply, rare  # noqa: E402

TIMES = 15
NEXT = re.compile(r'href="([^"]+)" rel="next"')

# What is typed, and with which filters.
ASKED = {
    "two usual words": ("huurtoeslag gemeente", {}),
    "three usual words": ("zorgverlof kinderopleiding dorpskamer", {}),
    "a compound": ("windmolen", {}),
    "a part of many compounds": ("huis", {}),
    "a common word": ("gemeente", {}),
    "two common words": ("gemeente geld", {}),
    "a rare word": ("kwikstaart", {}),
    "a rare and a common word": ("kwikstaart gemeente", {}),
    "a typo": ("windmolne", {}),
    "a typo in a common word": ("gemeentte geld", {}),
    "a word that is nowhere": ("xyzzyqwrt", {}),
    "a phrase": ('"gemeente en geld"', {}),
    "a phrase of the commonest": ('"het is dat"', {}),
    "a phrase that is nowhere": ('"dat het gemeente dat"', {}),
    "minus a common word": ("gemeente -geld", {}),
    "minus a phrase": ('gemeente -"het is"', {}),
    "by dossier": ("gemeente", {"dossier": "archief"}),
    "by author": ("gemeente", {"auteur": "Bas raad"}),
    "by a part of many names": ("gemeente", {"auteur": "a"}),
    "in a month": ("gemeente", {"van": "2024-03-01", "tot": "2024-03-31"}),
    "in two years": ("gemeente", {"van": "2020-03-01", "tot": "2022-03-31"}),
    "only articles": ("gemeente", {"stukken": "on"}),
    "the newest of a common word": ("gemeente", {"volgorde": "nieuw"}),
    "the newest of a rare word": ("kwikstaart", {"volgorde": "nieuw"}),
    "the newest of two words": ("huurtoeslag gemeente", {"volgorde": "nieuw"}),
    "the newest of a phrase": ('"het is dat"', {"volgorde": "nieuw"}),
    "page 2": ("gemeente", {"page": 2}),
    "page 2 of the newest": ("gemeente", {"volgorde": "nieuw", "page": 2}),
}


def precision() -> None:
    """Of the test set: how often what is expected is among the first three, and comes first."""
    third = first = 0
    for _shows, typed, expected in library.QUERIES:
        found = find_entries(expand_query(parse_query(typed)), SearchFilters()).entries[:3]
        keys = [library.key_of(entry) for entry in found]
        third += set(expected) <= set(keys)
        first += keys[:1] != [] and keys[0] in expected
    count = len(library.QUERIES)
    print(f"  of {count} questions {third} have all that is expected in the first three answers,")
    print(f"  and {first} have it first", flush=True)


class Took(NamedTuple):
    wall: float
    cpu: float


def taken(times: int, done: Callable[[], object], *pids: int) -> list[Took]:
    """Milliseconds by the clock, and by the processor in this process and in these others."""

    def cpu() -> float:
        return time.process_time() + sum(map(cpu_seconds, pids))

    found = []
    for _ in range(times):
        wall, spent = time.perf_counter(), cpu()
        done()
        found.append(Took((time.perf_counter() - wall) * 1000, (cpu() - spent) * 1000))
    return found


def said(rows: list[Took]) -> str:
    """The median and what 95 of a hundred stay below, by the clock and by the processor."""
    columns = []
    for column in zip(*rows, strict=True):
        ordered = sorted(column)
        most = ordered[math.ceil(0.95 * len(ordered)) - 1]
        columns.append(f"{statistics.median(ordered):>6.0f} {most:>5.0f}")
    return " ".join(columns)


def screen(client: Client, name: str, typed: str, more: dict, times: int, plans: bool) -> None:
    address = "?" + urlencode({"zoek": typed} | {k: v for k, v in more.items() if k != "page"})
    for _ in range(1, more.get("page", 1)):
        address = unescape(NEXT.search(client.get(f"/zoeken/{address}").text)[1])

    def ask() -> int:
        answer = client.get(f"/zoeken/{address}")
        assert answer.status_code == 200, answer.status_code
        return answer.text.count("<h3")

    results = ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    captured = [query["sql"] for query in queries.captured_queries]
    captured = [sql for sql in captured if sql.startswith(("SELECT", "WITH", "EXPLAIN"))]
    whole = taken(times, ask, *backend())
    database = taken(times, partial(replay, captured), *backend())
    print(
        f"  {name:<28} {results:>3} {len(captured):>3} {said(whole)}  {said(database)}", flush=True
    )
    if plans:
        for sql in captured:
            if taken(1, partial(replay, [sql]))[0].wall > 10:
                plan(sql)


def loop() -> None:
    for _ in range(1_000_000):
        pass


def replay(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
            cursor.fetchall()


def backend() -> list[int]:
    """The process of PostgreSQL that answers us; SQLite is in our own."""
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return [pid for (pid,) in cursor.fetchall()]


def plan(sql: str) -> None:
    with connection.cursor() as cursor:
        how = (
            "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS)"
        )
        cursor.execute(f"{how} {sql}")
        print("     ", sql[:90], "…", sql[-200:])
        for row in cursor.fetchall():
            print("        ", str(row[-1])[:180])


def timed(name: str, done) -> None:
    started = time.perf_counter()
    done()
    print(f"  {name}: {time.perf_counter() - started:.0f} s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("size", type=int)
    parser.add_argument("--only", default="")
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--plans", action="store_true")
    options = parser.parse_args()
    size = options.size
    if not connection.introspection.table_names():  # not filled by an earlier run
        call_command("migrate", verbosity=0)
        library.fill()
        actions.rebuild_search_index()
        precision()
        own = min(size, DIFFERENT)
        timed(f"{own:,} different reactions written", lambda: fill(own))
        timed("taken into the index", actions.rebuild_search_index)
        if size > own:
            timed(f"repeated up to {size:,}", lambda: multiply(size // own))
            timed("the words counted", actions.recount_vocabulary)
        rare(size)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {Term.objects.count():,} words in the vocabulary; {memory} MB of memory at most")
    print(f"  a loop to a million: {said(taken(options.times, loop))}")
    print("  {:<28} {:>3} {:>3} {:^25}  {:^25}".format("", "", "", "whole", "database"))
    print(f"  {'milliseconds':<28}  of ask" + "    wall  p95    cpu  p95 " * 2)
    # Without Django's environment for tests, in which each template notes what it was given.
    client = Client(SERVER_NAME="localhost")
    for name, (typed, more) in ASKED.items():
        if options.only in name:
            screen(client, name, typed, more, options.times, options.plans)
