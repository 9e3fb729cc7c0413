"""Fill an empty database with held reactions and time the desk. Run by `benchmarks.desk`."""

import statistics
import sys
import time
from datetime import timedelta

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
from comments.models import Comment, Decision, Revision  # noqa: E402
from comments.selection import Selection  # noqa: E402

ARTICLES = 20
RULES = ("first_time", "policy", "links", "watched_word")
TIMES = 7
BATCH = 5_000
TEXT = "Een wijk die samen eet, praat ook samen. " * 9
# The rare ones are those that a list in the wrong order would search for longest.
SCREENS = {
    "waiting": "",
    "by rule": "?regel=links",
    "by a rare rule": "?regel=shouting",
    "by article": "?artikel=stuk-3",
    "by a rare article": "?artikel=zelden",
    "article and rule": "?artikel=stuk-3&regel=links",
    "by a common word": "?zoek=wijk",
    "by a rare word": "?zoek=zeldzaam",
    "refused": "?lijst=afgewezen",
    "all, by a rare rule": "?lijst=alles&regel=shouting",
    "all": "?lijst=alles",
}


def fill(size: int) -> None:
    now = timezone.now()
    fields = {"status": "published", "published_at": now, "lead": "Waarom.", "body": "<p>Zo.</p>"}
    articles = [
        Article.objects.create(slug=f"stuk-{n}", title=f"Stuk {n}", **fields)
        for n in range(ARTICLES)
    ]
    rare = Article.objects.create(slug="zelden", title="Zelden", **fields)
    for start in range(0, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        comments = Comment.objects.bulk_create(_comment(n, size, articles, rare) for n in numbers)
        Revision.objects.bulk_create(
            Revision(comment=c, number=1, text=c.text, html=c.html) for c in comments
        )
        Decision.objects.bulk_create(
            Decision(
                comment=c,
                revision=1,
                verdict="hold",
                rule=c.held_rule,
                from_status="pending",
                to_status="pending",
            )
            for c in comments
        )


def _comment(n: int, size: int, articles: list[Article], rare: Article) -> Comment:
    # As many again were refused; what is rare comes last.
    is_rare = n >= size - 5
    text = f"zeldzaam {TEXT}" if is_rare else TEXT
    return Comment(
        article=rare if is_rare else articles[n % ARTICLES],
        name=f"Schrijver {n % (size // 10)}",
        email=f"schrijver{n % (size // 10)}@example.org",
        text=text,
        html=f"<p>{text}</p>",
        status="pending",
        held_at=timezone.now() + timedelta(seconds=n),
        held_rule="shouting" if is_rare else RULES[n // 7 % len(RULES)],
    )


def refuse(size: int) -> None:
    """As many more that were refused, so that the other views have something to show."""
    article = Article.objects.get(slug="stuk-0")
    for start in range(0, size, BATCH):
        comments = Comment.objects.bulk_create(
            Comment(
                article=article,
                name="Verleden",
                email=f"verleden{n % (size // 10)}@example.org",
                text="Was.",
                html="<p>Was.</p>",
                status="rejected",
                held_rule="policy",
            )
            for n in range(start, min(start + BATCH, size))
        )
        Revision.objects.bulk_create(
            Revision(comment=c, number=1, text=c.text, html=c.html) for c in comments
        )


def screen(client: Client, address: str) -> None:
    def ask() -> float:
        started = time.perf_counter()
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code
        return (time.perf_counter() - started) * 1000

    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
        count = len(queries)  # the next request forgets them
    times = [ask() for _ in range(TIMES)]
    print(f" {count:>3} queries {statistics.median(times):>8.1f} ms", end="")


def timed(name: str, query) -> None:
    query()
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        query()
        times.append((time.perf_counter() - started) * 1000)
    print(f"  {name:<20} {statistics.median(times):>20.1f} ms")


size = int(sys.argv[1])
call_command("migrate", verbosity=0)
setup_test_environment()
fill(size)
refuse(size)
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
user = User.objects.create_user("mo@example.org", "een-lang-wachtwoord", name="Mo")
roles.grant(user, roles.MODERATORS)
client = Client()
client.force_login(user)
for name, query in SCREENS.items():
    print(f"  {name:<20}", end="")
    screen(client, f"/moderatie/{query}")
    print(flush=True)
timed("the count, capped", lambda: Comment.objects.queue().how_many())
timed("the count, in full", lambda: Comment.objects.queue().count())
for selection in (Selection(), Selection(rule="links"), Selection(article="zelden")):
    print("  plan:", selection.query())
    for line in selection.comments()[:31].explain().splitlines():
        print("   ", line[:150])
