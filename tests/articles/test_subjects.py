"""Finding pieces again: by topic, by series, by when they appeared."""

from datetime import UTC, datetime

import pytest

from articles.models import Article, Series, Topic

pytestmark = pytest.mark.django_db


def slugs(page) -> list[str]:
    return [article.slug for article in page.context["articles"]]


def test_a_topic_names_its_pieces_and_they_name_it(make_article, client):
    topic = Topic.objects.create(name="Wonen", slug="wonen")
    for slug in ("een", "twee", "concept"):
        make_article(slug).topics.add(topic)
    make_article("ander")
    Article.objects.filter(slug="concept").update(status="draft")
    assert slugs(client.get("/onderwerp/wonen/")) == ["twee", "een"]
    assert 'href="/onderwerp/wonen/"' in client.get("/opinie/een/").content.decode()


def test_a_series_is_read_from_the_beginning(make_article, client):
    series = Series.objects.create(title="Tafels", slug="tafels")
    for slug in ("een", "twee"):
        make_article(slug, series=series)
    assert slugs(client.get("/serie/tafels/")) == ["een", "twee"]
    assert "Tafels" in client.get("/opinie/twee/").content.decode()


@pytest.mark.parametrize("address", ["/onderwerp/leeg/", "/serie/leeg/", "/archief/1999/"])
def test_with_nothing_to_read_there_is_no_page(address, make_article, client):
    Topic.objects.create(name="Leeg", slug="leeg")
    Series.objects.create(title="Leeg", slug="leeg")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", ["2026/13", "2026/0", "0", "99999", "9999/12", "10000/1"])
def test_what_is_no_month_is_no_page(path, client):
    assert client.get(f"/archief/{path}/").status_code == 404


def test_months_are_those_of_the_clock_here(make_article, client):
    # In Greenwich it was still December.
    make_article("nieuwjaar", published_at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    make_article("oud", published_at=datetime(2025, 12, 31, 22, 30, tzinfo=UTC))
    assert slugs(client.get("/archief/2026/1/")) == ["nieuwjaar"]
    assert slugs(client.get("/archief/2025/12/")) == ["oud"]
    assert slugs(client.get("/archief/2025/")) == ["oud"]
    years = client.get("/archief/").context["years"]
    assert [(year, [n for _, n in months]) for year, months in years] == [(2026, [1]), (2025, [1])]


def test_page_by_page(make_article, client):
    topic = Topic.objects.create(name="Wonen", slug="wonen")
    for number in range(45):
        make_article(f"stuk-{number}").topics.add(topic)
    address, found = "/onderwerp/wonen/", []
    query = ""
    for _ in range(3):
        page = client.get(f"{address}{query}")
        found += slugs(page)
        query = f"?na={page.context['more']}"
    assert found == [f"stuk-{number}" for number in reversed(range(45))]
    assert query == "?na="


@pytest.mark.parametrize("size", [2, 18])
def test_queries(size, make_article, client, django_assert_num_queries):
    topic = Topic.objects.create(name="Wonen", slug="wonen")
    for number in range(size):
        make_article(f"stuk-{number}").topics.add(topic)
    with django_assert_num_queries(4):  # the topic, the pieces, their bylines, the counts
        client.get("/onderwerp/wonen/")
