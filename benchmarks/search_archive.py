"""Fill an empty database with an archive and search it. Run by `benchmarks.search`."""

import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate, cycle

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (needs the apps to be loaded)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.models import Article, Byline, Dossier, DossierPiece  # noqa: E402
from comments import word_index  # noqa: E402
from comments.models import Comment  # noqa: E402
from common import names  # noqa: E402
from search import actions  # noqa: E402
from search.asked import asked  # noqa: E402
from search.find import Filters, find  # noqa: E402
from search.models import Entry, Term  # noqa: E402
from search.question import read  # noqa: E402
from tests.search import library  # noqa: E402

TIMES = 7
BATCH = 2_000
# So many texts are made and taken in; of a larger archive the rest are these again.
DIFFERENT = 5_000
RARE = 12
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
    "typical, two words": ("huurtoeslag gemeente", {}),
    "typical, three words": ("zorgverlof kinderopleiding dorpskamer", {}),
    "one word of some": ("windmolen", {}),
    "a common word": ("gemeente", {}),
    "two common words": ("gemeente geld", {}),
    "a common word that is a part of many": ("huis", {}),
    "a rare word": ("kwikstaart", {}),
    "a rare and a common word": ("kwikstaart gemeente", {}),
    "misspelt": ("windmolne", {}),
    "misspelt and common": ("gemeentte geld", {}),
    "nowhere": ("xyzzyqwrt", {}),
    "a phrase": ('"gemeente en geld"', {}),
    "a phrase of the commonest": ('"het is dat"', {}),
    "without a word": ("gemeente -geld", {}),
    "a common word, by dossier": ("gemeente", {"dossier": "archief"}),
    "a common word, by author": ("gemeente", {"auteur": "Bas toets"}),
    "a common word, a month": ("gemeente", {"van": "2024-03-01", "tot": "2024-03-31"}),
    "a common word, only articles": ("gemeente", {"stukken": "on"}),
    "a common word, the newest": ("gemeente", {"volgorde": "nieuw"}),
    "a rare word, the newest": ("kwikstaart", {"volgorde": "nieuw"}),
    "two words, the newest": ("huurtoeslag gemeente", {"volgorde": "nieuw"}),
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
    Byline.objects.bulk_create(
        Byline(article=article, name=name, name_key=names.skeleton(name))
        for article, name in zip(articles, cycle(WRITERS), strict=False)
    )
    archive = Dossier.objects.create(slug="archief", title="Archief", published_at=now)
    DossierPiece.objects.bulk_create(
        DossierPiece(dossier=archive, article=article) for article in articles[:: count // 20 or 1]
    )
    for start in range(0, size, BATCH):
        Comment.objects.bulk_create(reactions(start, min(start + BATCH, size), size, articles))


def reactions(start: int, end: int, size: int, articles: list[Article]) -> Iterator[Comment]:
    for n in range(start, end):
        said = text(REACTION_WORDS)
        number = n // len(articles) + 1
        when = timezone.now() - timedelta(days=3650) * (size - n) / size
        yield Comment(
            article=articles[n % len(articles)],
            name=f"Lezer {n % 5000}",
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
    actions.renew_reactions(pks)


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
        },
    }
    for model, changed in other.items():
        changed = {"id": f"id + n.n * {step}"} | changed
        columns = [field.column for field in model._meta.concrete_fields]
        values = ", ".join(changed.get(column, column) for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"""WITH RECURSIVE n(n) AS (
                      SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {times - 1})
                    INSERT INTO {model._meta.db_table} ({", ".join(columns)})
                    SELECT {values} FROM {model._meta.db_table}, n WHERE id < {step}"""
            )


def precision() -> None:
    """Of the test set: how often what is expected is among the first three, and comes first."""
    third = first = 0
    for _shows, typed, expected in library.QUERIES:
        found = find(asked(read(typed)), Filters()).entries[:3]
        keys = [library.key_of(entry) for entry in found]
        third += set(expected) <= set(keys)
        first += keys[:1] != [] and keys[0] in expected
    count = len(library.QUERIES)
    print(f"  of {count} questions {third} have all that is expected in the first three answers,")
    print(f"  and {first} have it first", flush=True)


def screen(client: Client, name: str, typed: str, more: dict) -> None:
    def ask() -> tuple[float, float]:
        wall, own = time.perf_counter(), time.process_time()
        answer = client.get("/zoeken/", {"zoek": typed, **more})
        assert answer.status_code == 200, answer.status_code
        results = len(answer.context["page"].results)
        found.append(results)
        return (time.perf_counter() - wall) * 1000, (time.process_time() - own) * 1000

    found: list[int] = []
    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
        captured = queries.captured_queries
    times = [ask() for _ in range(TIMES)]
    walls = sorted(wall for wall, _ in times)
    own = statistics.median(own for _, own in times)
    database = sum(executed(query["sql"]) for query in captured)
    print(
        f"  {name:<38} {found[0]:>3} {len(captured):>3} {database:>8.1f} {own:>8.1f}"
        f" {statistics.median(walls):>8.0f} {walls[0]:>7.0f}",
        flush=True,
    )
    if "--plans" in sys.argv:
        for query in captured:
            if executed(query["sql"]) > 10:
                plan(query["sql"])


def executed(sql: str) -> float:
    """Milliseconds that PostgreSQL itself says it took, planning included; else our own clock."""
    if not sql.startswith(("SELECT", "WITH")):
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            started = time.perf_counter()
            cursor.execute(sql)
            cursor.fetchall()
            return (time.perf_counter() - started) * 1000
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF) {sql}")
        rows = [row for (row,) in cursor.fetchall()]
    return sum(
        float(row.split()[2]) for row in rows if row.startswith(("Planning T", "Execution T"))
    )


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
    size = int(sys.argv[1])
    setup_test_environment()
    if not connection.introspection.table_names():  # not filled by an earlier run
        call_command("migrate", verbosity=0)
        library.fill()
        actions.reindex()
        precision()
        # The desk's own index is not what is measured.
        with connection.cursor() as cursor:
            for statement in word_index.KINDS[connection.vendor]["remove"]:
                cursor.execute(statement)
        own = min(size, DIFFERENT)
        timed(f"{own:,} different reactions written", lambda: fill(own))
        timed("taken into the index", actions.reindex)
        if size > own:
            timed(f"repeated up to {size:,}", lambda: multiply(size // own))
            timed("the words counted", actions.recount)
        rare(size)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {Term.objects.count():,} words in the vocabulary; {memory} MB of memory at most")
    head = ("", "of", "ask", "database", "own CPU", "wall", "least")
    print("  {:<38} {:>3} {:>3} {:>8} {:>8} {:>8} {:>7}".format(*head))
    client = Client()
    for name, (typed, more) in ASKED.items():
        screen(client, name, typed, more)
