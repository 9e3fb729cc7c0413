"""The head of each public page, for search engines and for where it is shared."""

import io

import pytest
from django.utils import timezone
from PIL import Image

from articles.models import Series, Topic
from bulletins.models import Bulletin
from notifications.models import Issue
from syndication.views import share_image
from tests.html import find_elements

SITE = "http://127.0.0.1:8000"
PAGES = {
    "/": "Weerwoord",
    "/opinie/samen/": "Samen aan tafel",
    "/dossiers/": "Dossiers",
    "/dossier/tafel/": "Wie dekt de tafel?",
    "/onderwerp/wonen/": "Wonen & <zo>",
    "/serie/tafels/": "Tafels",
    "/archief/": "Archief",
    "/archief/{year}/": "{year}",
    "/archief/{year}/1/": "januari {year}",
    "/mensen/{author}/": "Adriaan Auteur",
    "/bulletins/": "Bulletins",
    "/bulletin/7/": "Aan tafel",
    "/huisregels/": "Huisregels",
    "/logboek/": "Wat moderatoren deden",
    "/opinie/samen/logboek/": "Wat moderatoren deden",
    "/transparantie/": "Jaarverslag",
    "/transparantie/{year}/": "Jaarverslag {year}",
    "/nieuwsbrief/": "Nieuwsbrief",
    "/nieuwsbrief/1/": "Nieuwsbrief nummer 1",
    "/privacy/": "Privacy",
}
FOUND_BY_NOBODY = [
    *("/zoeken/?zoek=tafel", "/account/login/", "/mijn/link/", "/opinie/samen/reageer/"),
    *("/?na=samen", "/onderwerp/wonen/?na=samen", "/logboek/?na=x", "/mensen/{author}/?stukken=x"),
]


@pytest.fixture
def world(article, dossier, author, write) -> dict:
    """One of everything that has a page; the year is that in which the article appeared."""
    article.topics.add(Topic.objects.create(name="Wonen & <zo>", slug="wonen"))
    article.series = Series.objects.create(title="Tafels", slug="tafels")
    year = timezone.localtime().year
    article.published_at = timezone.make_aware(timezone.datetime(year, 1, 1))
    article.save()
    now = timezone.now()
    Bulletin.objects.create(
        number=7, title="Aan tafel", status="published", published_at=now, introduction="Zo."
    )
    Issue.objects.create(goes_at=now, sent_at=now, number=1)
    write(article)
    return {"year": year, "author": author.pk}


def head(client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode().partition("</head>")[0]


def links(head: str, rel: str) -> list[dict[str, str]]:
    return [link.attrib for link in find_elements(head, f"link[rel={rel}]")]


def cards(head: str) -> dict[str, str]:
    found = [
        (meta.get("property") or meta.get("name"), meta.get("content"))
        for meta in find_elements(head, "meta[property], meta[name]:not([media])")
    ]
    assert len(found) == len(dict(found)), "one of each"
    return dict(found)


def test_each_page_is_found_and_shared_as_what_it_is(world, client):
    for path, title in PAGES.items():
        title, path = title.format(**world), path.format(**world)
        # Whatever was asked of it, it is the same page.
        for page in (head(client, path), head(client, f"{path}?utm_source=x&sort=y")):
            assert [link["href"] for link in links(page, "canonical")] == [SITE + path]
            languages = {
                link["hreflang"]: link["href"]
                for link in links(page, "alternate")
                if "hreflang" in link
            }
            english = f"{SITE}/en{path}"
            assert languages == {"nl": SITE + path, "en": english, "x-default": SITE + path}
        card = cards(page)
        assert (card["og:title"], card["og:url"]) == (title, SITE + path)
        assert card["twitter:card"] == "summary_large_image"
        assert card["og:site_name"] == "Weerwoord"
        assert card["og:locale"] == "nl_NL"
        assert "robots" not in card
        answer = client.get(card["og:image"].removeprefix(SITE))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png"), path
        assert not answer.cookies
        assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert cards(head(client, "/en/dossiers/"))["og:url"] == f"{SITE}/en/dossiers/"


def test_what_is_not_to_be_found_says_so(world, client):
    for path in FOUND_BY_NOBODY:
        said = head(client, path.format(**world))
        assert cards(said)["robots"].startswith("noindex"), path
        assert links(said, "canonical") == []


def test_the_pictures_of_what_nobody_may_read(world, client, dossier, make_article):
    empty = Topic.objects.create(name="Leeg", slug="leeg")
    dossier.published_at = None
    dossier.save()
    Bulletin.objects.update(status="withdrawn")
    for path in (
        *(f"onderwerp/nl/{empty.pk}", f"dossier/nl/{dossier.pk}", "onderwerp/nl/999"),
        *(f"bulletin/nl/{Bulletin.objects.get().pk}", "site/nl/1", "site/de/0", "niets/nl/1"),
        f"mens/nl/{10**30}",
    ):
        assert client.get(f"/deelbeeld/{path}-x.png").status_code == 404, path


def test_a_dossiers_picture_counts_the_reactions_of_its_pieces(client, article, dossier, write):
    def picture() -> str:
        return cards(head(client, "/dossier/tafel/"))["og:image"].removeprefix(SITE)

    before = picture()
    write(article)
    after = picture()
    assert before != after
    assert client.get(before)["Location"] == SITE + after
    # What waits, changes nothing.
    type(article).objects.update(policy="hold_all")
    article.refresh_from_db()
    write(article, email="nieuw@example.org")
    assert picture() == after


def test_who_has_pictures_drawn_without_end_is_refused(client, make_article, monkeypatch):
    monkeypatch.setattr(share_image, "MAX_DRAWINGS_PER_HOUR", 1)
    paths = []
    for slug in ("een", "twee"):
        make_article(slug, title=slug)
        paths.append(cards(head(client, f"/opinie/{slug}/"))["og:image"].removeprefix(SITE))
    assert [client.get(path).status_code for path in (*paths, paths[0])] == [200, 429, 200]
