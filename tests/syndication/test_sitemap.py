"""The sitemaps and robots.txt."""

from datetime import timedelta
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from accounts.models import User
from articles import actions
from articles.models import Article, Series, Topic
from bulletins.models import Bulletin
from common.html.safe import SafeHtml
from syndication import sitemap
from syndication.views import robots

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
    found += ["/dossier/tafel/", f"/mensen/{author.pk}/"]
    for number in (1, 2):
        Bulletin.objects.create(number=number, title="Tafels")
    Bulletin.objects.filter(number=2).update(status="published", published_at=timezone.now())
    found += ["/bulletins/", "/bulletin/2/", "/opinie/samen/"]
    assert places(read(client)) == found
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert f"/mensen/{author.pk}/" not in places(read(client))


def test_news_of_two_days(client, make_article):
    now = timezone.now()
    make_article("vers", title="Brood & <spelen>", language="en", published_at=now)
    make_article("oud", title="Oud", published_at=now - timedelta(days=2, minutes=1))
    make_article("later", title="Later", published_at=now + timedelta(hours=1))
    (news,) = read(client, "/sitemap-nieuws.xml").iter(f"{NEWS}news")
    said = {element.tag.removeprefix(NEWS): element.text for element in news.iter()}
    assert said["name"] == "Weerwoord"
    assert said["language"] == "en"
    assert said["title"] == "Brood & <spelen>"
    assert said["publication_date"][:16] == now.isoformat()[:16]


def test_news_is_at_most_what_may_be(client, make_article, monkeypatch):
    monkeypatch.setattr(sitemap.NewsSitemap, "limit", 2)
    now = timezone.now()
    for hours in range(3):
        make_article(f"stuk-{hours}", published_at=now - timedelta(hours=hours))
    found = read(client, "/sitemap-nieuws.xml")
    assert places(found) == ["/opinie/stuk-0/", "/opinie/stuk-1/"]


def test_a_page_is_as_new_as_its_text(client, article, editor):
    def said() -> str:
        (place,) = (p for p in read(client).iter(f"{MAP}url") if "opinie" in p[0].text)
        return place.find(f"{MAP}lastmod").text

    Article.objects.update(published_at=timezone.now() - timedelta(days=3))
    before = said()
    actions.update_article_settings(article, {"policy": "hold_all"})
    assert said() == before
    actions.save_conclusions(article, SafeHtml("<p>Zo is het.</p>"), editor)
    assert said() > before


def test_who_asks_without_end_is_refused(client, article, monkeypatch):
    monkeypatch.setattr(robots, "MAX_SITEMAPS_PER_HOUR", 2)
    asked = ["/sitemap.xml", "/sitemap-1.xml", "/sitemap-nieuws.xml"]
    assert [client.get(path).status_code for path in asked] == [200, 200, 429]
    assert client.get("/robots.txt").status_code == 200


def test_many_are_cut_in_parts(client, make_article, monkeypatch):
    monkeypatch.setattr(sitemap.ArticleSitemap, "limit", 2)
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
    # how many there are, the topics, series, dossiers, authors, bulletins, and the articles
    with django_assert_num_queries(7):
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
    parser = RobotFileParser()
    parser.parse(answer.content.decode().splitlines())
    assert parser.site_maps() == [f"{SITE}/sitemap.xml", f"{SITE}/sitemap-nieuws.xml"]
    for path in (
        "/",
        "/opinie/samen/",
        "/en/opinie/samen/",
        "/mensen/3/",
        "/feed/",
        "/media/a.webp",
    ):
        assert parser.can_fetch("Zoeker", path)
    closed = ["/moderatie/", "/redactie/stuk/3/", "/en/mijn/", "/account/login/", "/beheer/"]
    for path in (*closed, "/inzage/8a2f/", "/en/inzage/8a2f/", "/afmelden/x/"):
        assert not parser.can_fetch("Zoeker", path)
