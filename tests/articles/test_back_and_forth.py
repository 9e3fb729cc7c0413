"""Pieces that answer each other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.back_and_forth import articles_in_conversation
from articles.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(make_article) -> dict[str, Article]:
    """One is answered by two and by four, two by three; five stands alone."""
    start = timezone.now() - timedelta(days=9)
    made: dict[str, Article] = {}
    for day, (slug, answers) in enumerate(
        {"een": None, "twee": "een", "drie": "twee", "vier": "een", "vijf": None}.items()
    ):
        made[slug] = make_article(
            slug,
            title=f"Stuk {slug}",
            published_at=start + timedelta(days=day),
            answers=made.get(answers),
        )
    return made


def slugs(article: Article) -> list[str]:
    return [piece.slug for piece in articles_in_conversation(article)]


def test_the_same_from_each_of_them(chain):
    for slug in ("een", "twee", "drie", "vier"):
        assert slugs(chain[slug]) == ["een", "twee", "drie", "vier"]
    assert slugs(chain["vijf"]) == []


def test_both_show_it(chain, client):
    page = client.get("/opinie/twee/").content.decode()
    assert "in-answer-to" in page
    assert "Stuk een" in page
    assert "Stuk vier" in page
    assert "Stuk twee" in client.get("/opinie/een/").content.decode()
    assert "in-answer-to" not in client.get("/opinie/een/").content.decode()


@pytest.mark.parametrize("change", [{"status": "draft"}, {"status": "withdrawn"}, {"later": 1}])
def test_not_what_cannot_be_read_nor_through_it(change, chain, client):
    if "later" in change:
        change = {"published_at": timezone.now() + timedelta(days=1)}
    Article.objects.filter(slug="twee").update(**change)
    assert slugs(chain["een"]) == ["een", "vier"]
    assert slugs(chain["drie"]) == []
    assert "Stuk twee" not in client.get("/opinie/drie/").content.decode()


def test_a_circle_has_an_end(chain):
    Article.objects.filter(slug="een").update(answers=chain["drie"])
    chain["een"].refresh_from_db()
    assert sorted(slugs(chain["een"])) == ["drie", "een", "twee", "vier"]


def test_in_as_many_queries_however_long(chain, make_article, django_assert_num_queries):
    for size in (0, 20):
        last = chain["drie"]
        for number in range(size):
            last = make_article(f"verder-{number}", answers=last)
        with django_assert_num_queries(2):
            assert len(articles_in_conversation(chain["een"])) == 4 + size
