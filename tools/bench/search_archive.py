"""Fill an empty database with an archive and search it. Run by `tools.bench.search`.

    --only WORDS    only the questions with these words in their name
    --times NUMBER  how often each is asked
    --plans         how the database goes about what takes it longer than ten milliseconds

First how long a loop takes the processor, since what else a machine does makes that longer too.
Then of each question: how many results, how many queries, and in milliseconds, each with the median and
what 95 of a hundred stay below, the whole request by the clock and by the processor (of this
process and of PostgreSQL's), and the same of what the database takes of that.
"""

import argparse
import math
import random
import re
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from html import unescape
from itertools import accumulate, cycle
from typing import NamedTuple

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (needs the apps to be loaded)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.http import urlencode  # noqa: E402

from accounts.models import User  # noqa: E402
from articles.models import Article, Byline, Dossier, DossierPiece  # noqa: E402
from comments.models import Comment  # noqa: E402
from common import names  # noqa: E402
from search import actions  # noqa: E402
from search.expansion import expand_query  # noqa: E402
from search.find import SearchFilters, find_entries  # noqa: E402
from search.models import Entry, Term  # noqa: E402
from search.query import parse_query  # noqa: E402
from tests.search import library  # noqa: E402
from tools.bench.rig import cpu_seconds  # noqa: E402

TIMES = 15
BATCH = 2_000
NEXT = re.compile(r'href="([^"]+)" rel="next"')
# So many texts are made and taken in; of a larger archive the rest are these again.
DIFFERENT = 5_000
RARE = 12
AUTHORS = 20
ARTICLE_WORDS, REACTION_WORDS = (300, 900), (8, 120)

COMMON = """de het een en van in is dat op te niet zijn voor met die aan er om maar ook als dan wij je
ik ze we naar bij nog wel uit door over meer moet kan heeft wordt dit deze omdat geen al of hun mijn
veel mensen jaar gemeente huis zorg geld wonen werk school land dorp stad overheid vraag""".split()
FIRST = """huur zorg woning gemeente kinder school wind water wijk dorps land arbeids belasting energie
verkeers jeugd mantel burger bestuurs klimaat natuur markt stads sport bouw milieu vervoers inkomens
pensioen ouder onderwijs beleids raads steun schuld armoede veiligheids gezondheids tuin brand grond
spoor straat fiets auto bus boeren veld bos zee kust rivier haven kerk cultuur kunst boek muziek taal
krant nieuws film netwerk computer data privacy bank geld loon werk winkel voedsel vlees melk graan
vis hout steen glas ijzer papier stof licht lucht warmte stroom gas olie zonne regen sneeuw storm""".split()
SECOND = """toeslag verlof plan bouw beleid raad steun regeling wet bureau kantoor huis plein weg dienst
loket fonds premie kosten prijs markt tekort crisis debat voorstel verbod plicht recht norm grens groep
vereniging club bedrijf sector keten systeem register kaart dossier rapport onderzoek cijfer model toets
examen cursus opleiding school leraar arts wethouder minister ambtenaar werker vrijwilliger bewoner
eigenaar huurder koper verkoper maker bouwer denker tafel stoel deur muur dak kelder zolder kamer
keuken tuin park veld pad brug dijk sluis haven schip trein halte lijn net kabel mast molen paneel
meter rekening aangifte controle boete straf zaak rechter advocaat""".split()

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

WRITERS = [f"{first} {second}" for first in ("Anna", "Bas", "Corrie") for second in SECOND[:30]]
chance = random.Random(7)


def dictionary() -> tuple[list[str], list[float]]:
    """Words as they are in a text: few are said often, and many once. Zipf's law."""
    compounds = [one + other for one in FIRST for other in SECOND]
    chance.shuffle(compounds)
    words = COMMON + compounds + [f"{word}en" for word in compounds]
    return words, list(accumulate(1 / (place + 3) for place in range(len(words))))


WORDS, WEIGHTS = dictionary()


def text(bounds: tuple[int, int]) -> str:
    return " ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=chance.randint(*bounds)))


def fill(size: int) -> None:
    now = timezone.now()
    count = max(1, size // 40)
    articles = [
        Article(
            slug=f"stuk-{n}",
            title=text((3, 8)).capitalize(),
            lead=text((10, 30)),
            body=f"<p>{text(ARTICLE_WORDS)}</p>",
            status="published",
            published_at=now - timedelta(days=3650) * (count - n) / count,
        )
        for n in range(count)
    ]
    articles = Article.objects.bulk_create(articles, batch_size=BATCH)
    users = User.objects.bulk_create(
        User(email=f"{number}@example.org", name=name) for number, name in enumerate(WRITERS)
    )
    Byline.objects.bulk_create(
        Byline(article=article, user=user, name=user.name, name_key=names.name_skeleton(user.name))
        for article, user in zip(articles, cycle(users), strict=False)
    )
    archive = Dossier.objects.create(slug="archief", title="Archief", published_at=now)
    DossierPiece.objects.bulk_create(
        DossierPiece(dossier=archive, article=article) for article in articles[:: count // 20 or 1]
    )
    for start in range(0, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        Comment.objects.bulk_create(reactions(numbers, size, articles, users))


def reactions(
    numbers: range, size: int, articles: list[Article], users: list[User]
) -> Iterator[Comment]:
    """One in twenty by the author of the piece."""
    for n in numbers:
        said = text(REACTION_WORDS)
        number = n // len(articles) + 1
        when = timezone.now() - timedelta(days=3650) * (size - n) / size
        yield Comment(
            article=articles[n % len(articles)],
            name=f"Lezer {n % 5000}",
            user=users[n % len(articles) % len(users)] if number % AUTHORS == 0 else None,
            role="author" if number % AUTHORS == 0 else "reader",
            text=said,
            html=f"<p>{said}</p>",
            status="published",
            shown_revision=1,
            number=number,
            version=number,
            path=f"{number:08d}",
            published_at=when,
            created_at=when,
        )


def rare(size: int) -> None:
    """Put a word into a few reactions that no other has."""
    pks = list(Comment.objects.order_by("pk").values_list("pk", flat=True)[:: size // RARE])
    for comment in Comment.objects.filter(pk__in=pks):
        Comment.objects.filter(pk=comment.pk).update(html=f"{comment.html}<p>Kwikstaart.</p>")
    actions.reindex_comments(pks)


def multiply(times: int) -> None:
    """Repeat all that there is, as other articles with other reactions, in the database itself.

    The words of a text are then no rarer than they would be, and it is there in a minute.
    """
    step = 10_000_000
    other = {
        Article: {"slug": "slug || '-' || n.n"},
        Byline: {"article_id": f"article_id + n.n * {step}"},
        Comment: {
            "article_id": f"article_id + n.n * {step}",
            "key": "gen_random_uuid()"
            if connection.vendor == "postgresql"
            else "lower(hex(randomblob(16)))",
        },
        Entry: {
            "article_id": f"article_id + n.n * {step}",
            "comment_id": f"comment_id + n.n * {step}",
            # Of the same moment, under a key of its own.
            "id": "id + n.n",
        },
    }
    for model, changed in other.items():
        changed = {"id": f"id + n.n * {step}"} | changed
        own = "id" if model is not Entry else "article_id"
        columns = [field.column for field in model._meta.concrete_fields]
        values = ", ".join(changed.get(column, column) for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"""WITH RECURSIVE n(n) AS (
                      SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {times - 1})
                    INSERT INTO {model._meta.db_table} ({", ".join(columns)})
                    SELECT {values} FROM {model._meta.db_table}, n WHERE {own} < {step}"""
            )


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
