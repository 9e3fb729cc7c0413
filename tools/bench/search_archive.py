"""A large archive of made-up articles and reactions, for `tools.bench.search_questions`."""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate, cycle

from django.db import connection
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Byline, Dossier, DossierPiece
from comments.models import Comment
from common import names
from search import actions
from search.models import Entry

BATCH = 2_000
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
