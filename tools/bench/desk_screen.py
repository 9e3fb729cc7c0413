"""Fill an empty database with held reactions and time the desk. Run by `tools.bench.desk`."""

import statistics
import sys
import time
from datetime import datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (needs the apps to be loaded)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts import roles  # noqa: E402
from accounts.models import User  # noqa: E402
from articles.models import Article  # noqa: E402
from comments.actions import index_words  # noqa: E402
from comments.models import Comment, Decision, Revision  # noqa: E402
from desk.selection import VIEWS, queue_view_counts  # noqa: E402

ARTICLES = 20
RULES = ("first_time", "policy", "links", "watched_word")
TIMES = 5
BATCH = 5_000
TEXT = "Een wijk die samen eet, praat ook samen. " * 9
# The rare ones are those that a list in the wrong order would search for longest.
_FILTERS = {
    "": "",
    "piece": "artikel=stuk-3",
    "rare piece": "artikel=zelden",
    "rule": "regel=links",
    "rare rule": "regel=shouting",
    "piece and rule": "artikel=stuk-3&regel=links",
    "language": "taal=nl",
    "rare language": "taal=en",
    "older than a week": "leeftijd=week",
    "last 24 hours": "leeftijd=vandaag",
    "writer": "schrijver=1",
    "linked domain": "koppeling=overal.example",
    "rare linked domain": "koppeling=zelden.example",
    "domain that nobody links to": "koppeling=nergens.example",
    "word in all": "zoek=wijk",
    "word begun": "zoek=samen+wi",
    "rare word": "zoek=zeldzaam",
    "word of the others": "zoek=verleden",
    "word of nobody": "zoek=nergens",
}
SCREENS = {
    f"{view}: {name}".removesuffix(": "): f"?lijst={view}&{query}"
    for view in VIEWS
    for name, query in _FILTERS.items()
}


def fill(size: int) -> None:
    """So many that wait, and as many again that were published and that were refused."""
    fields = {"status": "published", "published_at": timezone.now(), "body": "<p>Zo.</p>"}
    articles = [
        Article.objects.create(slug=f"stuk-{n}", title=f"Stuk {n}", last_number=size, **fields)
        for n in range(ARTICLES)
    ]
    rare = Article.objects.create(slug="zelden", title="Zelden", **fields)
    for start in range(0, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        save([waiting(n, size, articles, rare) for n in numbers], "hold")
        save([published(n, size, articles) for n in numbers], "approve")
        save([refused(n, size, articles) for n in numbers], "reject")


def save(comments: list[Comment], verdict: str) -> None:
    comments = Comment.objects.bulk_create(comments)
    Revision.objects.bulk_create(
        Revision(comment=c, number=1, text=c.text, html=c.html) for c in comments
    )
    index_words([comment.pk for comment in comments])
    Decision.objects.bulk_create(
        Decision(
            comment=c,
            revision=1,
            verdict=verdict,
            rule=c.held_rule,
            reason="spam" if verdict == "reject" else "",
            from_status="pending",
            to_status=c.status,
        )
        for c in comments
    )


def waiting(n: int, size: int, articles: list[Article], rare: Article) -> Comment:
    # What is rare comes last, where a list in the wrong order would come to it last.
    is_rare = n >= size - 5
    when = moment(n, size)
    return Comment(
        article=rare if is_rare else articles[n % ARTICLES],
        **written_by("Schrijver", n, size),
        **(texts(f"zeldzaam {TEXT}", "zelden.example") if is_rare else texts(TEXT, link(n))),
        language="en" if is_rare else "nl",
        status="pending",
        held_at=when,
        created_at=when,
        held_rule="shouting" if is_rare else RULES[n // 7 % len(RULES)],
    )


def published(n: int, size: int, articles: list[Article]) -> Comment:
    when = moment(n, size)
    return Comment(
        article=articles[n % ARTICLES],
        **written_by("Lezer", n, size),
        **texts(f"Openbaar. {TEXT}", link(n)),
        status="published",
        shown_revision=1,
        number=n + 1,
        version=n + 1,
        path=f"{n + 1:08d}",
        published_at=when,
        created_at=when,
        held_rule="policy" if n % 3 else "",
    )


def refused(n: int, size: int, articles: list[Article]) -> Comment:
    return Comment(
        article=articles[0],
        **written_by("Verleden", n, size),
        **texts("Was."),
        status="rejected",
        held_rule="policy",
        created_at=moment(n, size),
    )


def moment(n: int, size: int) -> datetime:
    """Spread over the last thirty days."""
    return NOW - timedelta(days=30) * (size - n) / size


def written_by(name: str, n: int, size: int) -> dict[str, str]:
    writer = n % (size // 10)
    return {"name": f"{name} {writer}", "email": f"{name.lower()}{writer}@example.org"}


def link(n: int) -> str:
    """One in twenty links somewhere."""
    return "" if n % 20 else "overal.example"


def texts(text: str, host: str = "") -> dict[str, str]:
    link = f' <a href="https://www.{host}/x" rel="ugc">bron</a>' if host else ""
    return {"text": text, "html": f"<p>{text}{link}</p>"}


def screen(client: Client, address: str) -> None:
    def ask() -> float:
        started = time.perf_counter()
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code
        return (time.perf_counter() - started) * 1000

    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
        found = queries.captured_queries  # the next request forgets them
    database = 1000 * sum(float(query["time"]) for query in found)
    times = [ask() for _ in range(TIMES)]
    whole = statistics.median(times)
    print(
        f" {len(found):>3} queries {database:>7.0f} ms in them {whole:>7.0f} ms in all", flush=True
    )
    if "--plans" in sys.argv:
        for query in found:
            plan(query["sql"])


def plan(sql: str) -> None:
    """Print the query plan where the database does not find it by a key."""
    if not sql.startswith("SELECT"):
        return
    how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS)"
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {sql}")
        rows = cursor.fetchall()
    print("     ", sql[:60], "…", sql[-260:])
    for row in rows:
        print("        ", str(row[-1])[:160])


def timed(name: str, query) -> None:
    query()
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        query()
        times.append((time.perf_counter() - started) * 1000)
    print(f"  {name:<30} {statistics.median(times):>12.1f} ms")


size = int(sys.argv[1])
NOW = timezone.now()
call_command("migrate", verbosity=0)
setup_test_environment()
if not Comment.objects.exists():  # filled by an earlier run
    fill(size)
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
user = User.objects.filter(email="mo@example.org").first()
user = user or User.objects.create_user("mo@example.org", "een-lang-wachtwoord", name="Mo")
roles.grant_role(user, roles.MODERATORS)
client = Client()
client.force_login(user)
for name, query in SCREENS.items():
    print(f"  {name:<30}", end="")
    screen(client, f"/moderatie/{query}")
timed("the counters, capped", queue_view_counts)
timed("what waits, in full", lambda: Comment.objects.queue().count())
