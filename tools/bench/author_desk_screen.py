"""Fill an empty database with reactions and time the authors' desk. Run by `author_desk`."""

import statistics
import sys
import time
from collections.abc import Callable
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
from articles.models import Article, Byline  # noqa: E402
from comments import author_desk  # noqa: E402
from comments.models import Comment, ReadMark  # noqa: E402

ARTICLES = 200
AUTHORS = 100
TIMES = 5
BATCH = 5_000
TEXT = "Een wijk die samen eet, praat ook samen. " * 9
# Of ten reactions, how many an author answered, how many ask something, and how many a reader
# answered.
ANSWERED, ASKING, DISCUSSED = 2, 3, 3
LEFT = 7  # for who has done all but these
OF_THE_DILIGENT = 8  # pieces: of 200,000 reactions some 5,000
SCREENS = {
    "newest": "",
    "most discussed": "?volgorde=besproken",
    "only questions": "?vragen=ja",
    "one piece": "?artikel=stuk-3",
    "deep in the list": "?na=1600000000000000-1",
    "marked as read": "?lijst=gelezen",
    "answered": "?lijst=beantwoord",
}


def member(name: str) -> User:
    user = User.objects.create_user(f"{name.lower()}@example.org", name=name)
    roles.grant_role(user, roles.AUTHORS)
    return user


def fill(size: int) -> tuple[User, User, User]:
    """`size` reactions, answers among them; returns one author of a hundred, one of some pieces
    who will do all, and one of all pieces."""
    everyone, diligent = member("Allesschrijver"), member("Vlijt")
    authors = [member(f"Schrijver{n}") for n in range(AUTHORS)]
    articles = [
        Article.objects.create(
            slug=f"stuk-{n}",
            title=f"Stuk {n}",
            status="published",
            published_at=NOW,
            body="<p>Zo.</p>",
            last_number=size,
        )
        for n in range(ARTICLES)
    ]
    for n, article in enumerate(articles):
        Byline.objects.create(article=article, user=authors[n % AUTHORS], name="Een")
        Byline.objects.create(article=article, user=everyone, name="Alles", position=1)
        if n < OF_THE_DILIGENT:
            Byline.objects.create(article=article, user=diligent, name="Vlijt", position=2)
    asked = size * 10 // (10 + ANSWERED + DISCUSSED)
    for start in range(0, asked, BATCH):
        numbers = range(start, min(start + BATCH, asked))
        questions = Comment.objects.bulk_create([reaction(n, articles) for n in numbers])
        Comment.objects.bulk_create(answers(questions, asked, authors))
    return authors[0], diligent, everyone


def reaction(n: int, articles: list[Article]) -> Comment:
    return Comment(
        article=articles[n % ARTICLES], asks=n % 10 < ASKING, **common(n), **by_reader(n)
    )


def answers(questions: list[Comment], asked: int, authors: list[User]) -> list[Comment]:
    found = []
    for question in questions:
        n = question.number - 1
        place = {"article": question.article, "parent": question}
        if n // ARTICLES % 10 < ANSWERED:
            author = authors[n % ARTICLES % AUTHORS]
            found.append(Comment(**place, **common(asked + n), user=author, role="author"))
        elif n // ARTICLES % 10 < ANSWERED + DISCUSSED:
            found.append(Comment(**place, **common(2 * asked + n), **by_reader(n + 1)))
    return found


def common(n: int) -> dict:
    when = NOW - timedelta(seconds=3 * (10_000_000 - n))
    return {
        "text": TEXT,
        "html": f"<p>{TEXT}</p>",
        "status": "published",
        "shown_revision": 1,
        "number": n + 1,
        "version": n + 1,
        "path": f"{n + 1:08d}",
        "published_at": when,
        "created_at": when,
    }


def by_reader(n: int) -> dict[str, str]:
    return {"name": f"Lezer {n % 9000}", "email": f"lezer{n % 9000}@example.org"}


def timed(name: str, work: Callable[[], object]) -> None:
    work()
    with CaptureQueriesContext(connection) as queries:
        work()
        count = len(queries.captured_queries)
    walls, cpus = [], []
    for _ in range(TIMES):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    wall, cpu = statistics.median(walls), statistics.median(cpus)
    print(f"    {name:<22}{count:>3} queries {wall:>8.0f} ms {cpu:>8.0f} ms of this processor")


def desk_of(user: User, who: str) -> None:
    print(f"  {who}: {Comment.objects.open_questions(user).how_many()} wait", flush=True)
    client = Client()
    client.force_login(user)

    def ask(address: str) -> None:
        assert client.get(address).status_code == 200

    for name, query in SCREENS.items():
        timed(name, lambda address=f"/auteur/{query}": ask(address))
    timed("the counter of a page", Comment.objects.open_questions(user).how_many)
    timed("what a mail says", lambda: author_desk.open_questions_summary(user))


def read_nearly_all(user: User) -> None:
    todo = Comment.objects.open_questions(user).order_by("-published_at")
    read = list(todo.values_list("pk", flat=True)[LEFT:])
    marks = (ReadMark(user=user, comment_id=pk, revision=1) for pk in read)
    ReadMark.objects.bulk_create(marks, batch_size=BATCH)
    analyze()


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


size = int(sys.argv[1])
NOW = timezone.now()
call_command("migrate", verbosity=0)
setup_test_environment()
one, diligent, everyone = fill(size)
analyze()
desk_of(one, "one author of a hundred")
read_nearly_all(diligent)
desk_of(diligent, "who answered or read all but a few of their own")
desk_of(everyone, "who wrote it all")
read_nearly_all(everyone)
desk_of(everyone, "who wrote it all and read nearly all")
