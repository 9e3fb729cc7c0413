"""Fill an empty database with a year of decisions and time the figures. Run by
`tools.bench.statistics`."""

import statistics
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.core.cache import cache  # noqa: E402 (needs the apps to be loaded)
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts import roles  # noqa: E402
from accounts.models import User  # noqa: E402
from articles.models import Article  # noqa: E402
from comments.models import Comment, Decision, Objection, Report, Statement  # noqa: E402
from comments.paths import path_under  # noqa: E402
from moderation.models import HouseRule  # noqa: E402

ARTICLES = 20
RULES = ("first_time", "policy", "links", "watched_word", "repetition")
TIMES = 5
BATCH = 5_000
YEAR = timedelta(days=364)


def fill(size: int, by: list[User]) -> None:
    """Each reaction was held; of ten, six were approved, three refused, and one removed later."""
    now = timezone.now()
    fields = {"status": "published", "published_at": now - 2 * YEAR, "body": "<p>Zo.</p>"}
    articles = [
        Article.objects.create(slug=f"stuk-{n}", title=f"Stuk {n}", **fields)
        for n in range(ARTICLES)
    ]
    rules = list(HouseRule.objects.all())
    for start in range(0, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        comments = Comment.objects.bulk_create(_comment(n, size, articles) for n in numbers)
        decisions = []
        for n, comment in zip(numbers, comments, strict=True):
            held = now - YEAR + YEAR * n / size
            ground = {"reason": "insult", "house_rule": rules[n % len(rules)]}
            decisions.append(_decision(comment, "hold", held, "pending", rule=RULES[n % 5]))
            decided = {"by": by[n % len(by)], "at": held + timedelta(seconds=n * 7919 % 40_000)}
            waited = {"held_since": held, "held_rule": RULES[n % 5]}
            if n % 10 < 3:
                decisions.append(
                    _decision(comment, "reject", was="pending", **decided, **waited, **ground)
                )
                continue
            decisions.append(_decision(comment, "approve", was="pending", **decided, **waited))
            if n % 10 == 9:
                decided["at"] += timedelta(hours=30)
                decisions.append(_decision(comment, "reject", was="published", **decided, **ground))
        Decision.objects.bulk_create(decisions)
    report(size)
    object_to(size // 100, by)


def _comment(n: int, size: int, articles: list[Article]) -> Comment:
    refused, removed = n % 10 < 3, n % 10 == 9
    place = {
        "number": n + 1,
        "version": n + 1,
        "path": path_under("", n + 1),
        "published_at": timezone.now(),
        "shown_revision": 1,
    }
    return Comment(
        article=articles[n % ARTICLES],
        name=f"Schrijver {n % (size // 10)}",
        email=f"schrijver{n % (size // 10)}@example.org",
        text="Dat zie ik anders.",
        html="<p>Dat zie ik anders.</p>",
        status="rejected" if refused else "removed" if removed else "published",
        **({} if refused else place),
    )


def _decision(comment: Comment, verdict: str, at, was: str, **fields) -> Decision:
    becomes = {"hold": was, "approve": "published"}.get(verdict)
    if becomes is None:
        becomes = "rejected" if was == "pending" else "removed"
    return Decision(
        comment=comment,
        revision=1,
        verdict=verdict,
        from_status=was,
        to_status=becomes,
        created_at=at,
        **fields,
    )


def report(size: int) -> None:
    """A report on every tenth, one in five of them a notice."""
    removed = Decision.objects.filter(to_status="removed").order_by("pk")
    for start in range(0, size // 10, BATCH):
        rows = removed.values_list("comment", "created_at")[start : start + BATCH]
        Report.objects.bulk_create(
            Report(
                comment_id=comment,
                revision=1,
                category="illegal" if n % 5 == 0 else "insult",
                law="art. 266" if n % 5 == 0 else "",
                reporter=str(n),
                status="upheld",
                created_at=at - timedelta(hours=n % 20),
                decided_at=at,
            )
            for n, (comment, at) in enumerate(rows, start=start)
        )


def object_to(count: int, by: list[User]) -> None:
    decisions = Decision.objects.filter(to_status="rejected").order_by("pk")[:count]
    statements = Statement.objects.bulk_create(
        Statement(
            decision=decision,
            scope="not_published",
            ground="1",
            found_by_machine=False,
            decided_by_machine=False,
        )
        for decision in decisions
    )
    Objection.objects.bulk_create(
        Objection(
            statement=statement,
            text="Niet mee eens.",
            created_at=statement.decision.created_at + timedelta(days=1),
            decided_at=statement.decision.created_at + timedelta(days=1, hours=n % 30),
            decided_by=by[1],
            outcome="granted" if n % 4 == 0 else "dismissed",
        )
        for n, statement in enumerate(statements)
    )


def screen(name: str, client: Client, address: str, *, fresh: bool = False) -> None:
    """With `fresh` everything is counted anew each time."""

    def ask() -> float:
        if fresh:
            cache.clear()
        started = time.perf_counter()
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code
        return (time.perf_counter() - started) * 1000

    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
        count = len(queries)
    before = time.process_time()
    times = [ask() for _ in range(TIMES)]
    own = (time.process_time() - before) * 1000 / TIMES
    middle = statistics.median(times)
    print(f"  {name:<32} {count:>3} queries {middle:>8.1f} ms, {own:>7.1f} ms of CPU", flush=True)


size = int(sys.argv[1])
call_command("migrate", verbosity=0)
setup_test_environment()
people = []
for n in range(4):
    people.append(User.objects.create_user(f"mo{n}@example.org", "een-lang-woord", name=f"Mo {n}"))
    roles.grant_role(people[-1], roles.EDITORS if n == 0 else roles.MODERATORS)
fill(size, people)
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
client, guest = Client(), Client()
client.force_login(people[0])
print(f"  ({Decision.objects.count():,} rows of decisions)")
for days in (7, 30, 90, 365):
    screen(f"the desk's figures, {days} days", client, f"/moderatie/cijfers/?dagen={days}")
year = timezone.now().year
screen("the yearly report, counted", guest, f"/transparantie/{year}/", fresh=True)
screen("the yearly report, kept", guest, f"/transparantie/{year}/")
screen("the log, its weeks counted", guest, "/logboek/", fresh=True)
screen("the log, its weeks kept", guest, "/logboek/")
screen("the log of one piece", guest, "/opinie/stuk-3/logboek/")
middle = timezone.localdate() - timedelta(days=180)
screen("the log, half a year back", guest, f"/logboek/?na={middle}")
