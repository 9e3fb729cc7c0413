"""Related articles, as the worker finds them."""

import pytest
from django.core.cache import cache

from articles import actions
from articles.actions import related
from articles.models import Article, Related, Topic
from articles.similar_articles import ComparedText, similar_article_pairs

CARE = "mantelzorgers zorgen voor hun naasten en de mantelzorg wordt zwaarder"
HOUSE = "huurders wonen in een huis en de huurwoning wordt duurder"


def text(key: int, words: str, *topics: int, language: str = "nl") -> ComparedText:
    return ComparedText(key, language, words, frozenset(topics))


def pairs(*texts: ComparedText) -> list[tuple[int, int]]:
    return [(like.one, like.other) for like in similar_article_pairs(texts)]


def test_by_the_words_that_are_rare_elsewhere():
    found = pairs(
        text(1, CARE),
        text(2, "de mantelzorger vraagt om hulp van naasten"),
        text(3, HOUSE),
        text(4, "de huurder kan de huurwoningen niet betalen"),
    )
    assert (1, 2) in found
    assert (2, 1) in found
    assert (3, 4) in found
    assert (1, 3) not in found


def test_what_everyone_says_says_nothing():
    assert pairs(text(1, "en de wijk"), text(2, "de wijk is groot"), text(3, "wijk en de")) == []


def test_stemmed_as_for_the_search():
    """A newer stemmer makes one word of "gemeente" and "mening"."""
    found = pairs(text(1, "de gemeente"), text(2, "een mening"), text(3, "alle gemeentes"))
    assert set(found) == {(1, 3), (3, 1)}


def test_a_text_goes_by_the_language_of_its_words():
    words = "these are the houses that we have and they would be ours"
    other = "which house could it be and how many of them are there"
    found = pairs(text(1, words, language="nl"), text(2, other, language="en"), text(3, CARE))
    assert (1, 2) in found


def test_by_a_topic_in_common():
    assert pairs(text(1, CARE, 7), text(2, HOUSE, 7), text(3, "iets anders", 8)) == [(1, 2), (2, 1)]


def test_the_likest_first_and_no_more_than_four():
    texts = [text(n, f"mantelzorg woord{'abcdefgh'[n]}", 7) for n in range(8)]
    found = [like for like in similar_article_pairs(texts) if like.one == 0]
    assert len(found) == 4
    assert found == sorted(found, key=lambda like: -like.likeness)


@pytest.mark.django_db
class TestOnThePage:
    @pytest.fixture
    def pieces(self, make_article) -> list[Article]:
        bodies = {"een": CARE, "twee": CARE, "drie": HOUSE}
        return [
            make_article(slug, title=f"Stuk {slug}", lead="", body=f"<p>{body}</p>")
            for slug, body in bodies.items()
        ]

    def test_shown_under_the_piece(self, pieces, client):
        actions.update_related_articles()
        page = client.get("/opinie/een/").content.decode()
        assert "Stuk twee" in page
        assert "Stuk drie" not in page

    @pytest.mark.parametrize("status", ["draft", "withdrawn"])
    def test_not_what_cannot_be_read_any_more(self, status, pieces, client):
        actions.update_related_articles()
        Article.objects.filter(slug="twee").update(status=status)
        assert "Stuk twee" not in client.get("/opinie/een/").content.decode()
        actions.update_related_articles()
        assert not Related.objects.exists()

    def test_done_again_only_when_something_changed(self, pieces, django_assert_max_num_queries):
        actions.update_related_articles()
        before = set(Related.objects.values_list("pk", flat=True))
        with django_assert_max_num_queries(2):
            actions.update_related_articles()
        topic = Topic.objects.create(name="Wonen", slug="wonen")
        for piece in pieces:
            piece.topics.add(topic)
        actions.update_related_articles()
        pairs = set(Related.objects.values_list("article__slug", "other__slug"))
        assert ("een", "drie") in pairs
        assert before < set(Related.objects.values_list("pk", flat=True))

    def test_done_again_when_words_are_cut_in_another_way(self, pieces, monkeypatch):
        actions.update_related_articles()
        Related.objects.all().delete()
        monkeypatch.setattr(related, "WORD_SCHEME", related.WORD_SCHEME + 1)
        actions.update_related_articles()
        assert Related.objects.exists()

    def test_done_again_it_changes_nothing(self, pieces):
        actions.update_related_articles()
        before = list(Related.objects.values())
        cache.clear()
        actions.update_related_articles()
        assert list(Related.objects.values()) == before

    def test_a_large_archive_bit_by_bit(self, pieces, make_article, monkeypatch):
        monkeypatch.setattr(related, "MOST_AT_ONCE", 2)
        monkeypatch.setattr(related, "NEWEST", 1)
        make_article("vier", title="Stuk vier", lead="", body=f"<p>{HOUSE}</p>")
        # Of what is rare in two texts nothing can be said; a topic is as telling in any number.
        topic = Topic.objects.create(name="Wonen", slug="wonen")
        for piece in Article.objects.all():
            piece.topics.add(topic)
        before: set = set()
        for _ in range(40):
            actions.update_related_articles()
            now = set(Related.objects.values_list("article__slug", "other__slug"))
            assert before <= now
            before = now
        assert {("vier", slug) for slug in ("een", "twee", "drie")} <= before
        Article.objects.filter(slug="twee").update(status="withdrawn")
        actions.update_related_articles()
        left = Related.objects.values_list("article__slug", "other__slug")
        assert not {"twee"} & {slug for pair in left for slug in pair}
