"""What search engines are told."""

from datetime import timedelta
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Series, Topic
from feeds import sitemap

SITE = "http://127.0.0.1:8000"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def read(client, path: str = "/sitemap.xml") -> ElementTree.Element:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/xml")
    return ElementTree.fromstring(answer.content)


def places(root: ElementTree.Element) -> list[str]:
    return [place.text.removeprefix(SITE) for place in root.iter(f"{MAP}loc")]


def test_every_page_worth_finding(client, article, dossier, author, reader, make_article):
    make_article("concept", status="draft", published_at=None)
    make_article("later", published_at=timezone.now() + timedelta(hours=1))
    make_article("weg", status="withdrawn")
    dossier.pk = None
    dossier.slug, dossier.published_at = "verborgen", None
    dossier.save()
    article.topics.add(Topic.objects.create(name="Wonen", slug="wonen"))
    Article.objects.get(slug="weg").topics.add(Topic.objects.create(name="Leeg", slug="leeg"))
    article.series = Series.objects.create(title="Tafels", slug="tafels")
    article.save()
    found = ["/", "/dossiers/", "/archief/", "/onderwerp/wonen/", "/serie/tafels/"]
    found += ["/dossier/tafel/", f"/mensen/{author.pk}/", "/opinie/samen/"]
    assert places(read(client)) == found
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert f"/mensen/{author.pk}/" not in places(read(client))


def test_news_of_two_days(client, make_article):
    now = timezone.now()
    make_article("vers", title="Brood & <spelen>", language="en", published_at=now)
    make_article("oud", title="Oud", published_at=now - timedelta(days=2, minutes=1))
    (news,) = read(client).iter(f"{NEWS}news")
    said = {element.tag.removeprefix(NEWS): element.text for element in news.iter()}
    assert said["name"] == "Weerwoord"
    assert said["language"] == "en"
    assert said["title"] == "Brood & <spelen>"
    assert said["publication_date"][:16] == now.isoformat()[:16]


def test_many_are_cut_in_parts(client, make_article, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 2)
    for number in range(5):
        make_article(f"stuk-{number}")
    index = read(client)
    assert index.tag == f"{MAP}sitemapindex"
    parts = places(index)
    assert parts == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    found = [place for part in parts for place in places(read(client, part))]
    assert [p for p in found if "opinie" in p] == [f"/opinie/stuk-{n}/" for n in range(5)]
    assert len(found) == len(set(found)) == 9
    assert client.get("/sitemap-4.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


@pytest.mark.parametrize("size", [2, 30])
def test_as_many_queries_for_many_as_for_few(size, client, make_article, django_assert_num_queries):
    for number in range(size):
        make_article(f"stuk-{number}")
    # how many there are, the topics, the series, the dossiers, the authors, the articles
    with django_assert_num_queries(6):
        client.get("/sitemap.xml")


def test_not_modified(client, make_article):
    make_article("een")
    first = client.get("/sitemap.xml")
    headers = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get("/sitemap.xml", headers=headers).status_code == 304
    make_article("twee")
    assert client.get("/sitemap.xml", headers=headers).status_code == 200


def test_robots(client, db):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    robots = RobotFileParser()
    robots.parse(answer.content.decode().splitlines())
    assert robots.site_maps() == [f"{SITE}/sitemap.xml"]
    for path in (
        "/",
        "/opinie/samen/",
        "/en/opinie/samen/",
        "/mensen/3/",
        "/feed/",
        "/media/a.webp",
    ):
        assert robots.can_fetch("Zoeker", path)
    for path in ("/moderatie/", "/redactie/stuk/3/", "/en/mijn/", "/account/login/", "/beheer/"):
        assert not robots.can_fetch("Zoeker", path)
