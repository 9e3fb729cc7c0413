"""What is not public is not found, from the moment that it is not, before the index follows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Dossier, DossierPiece
from comments import actions as comments
from comments.actions import Seen, Verdict
from comments.models import Comment
from search import actions
from search.models import Entry, Term

SAID = "Een kwikstaart op de tafel."


@pytest.fixture
def said(article, write) -> Comment:
    comment = write(article, SAID)
    actions.reindex()
    return comment


@pytest.fixture
def found(client):
    def found(typed: str, **more: str) -> bool:
        answer = client.get("/zoeken/", {"zoek": typed, **more})
        assert answer.status_code == 200
        return bool(answer.context["page"].results)

    return found


def change_article(article: Article, **fields) -> None:
    """Past the verbs, so that nothing could have told the index."""
    Article.objects.filter(pk=article.pk).update(**fields)


def test_what_is_public_is_found(said, found):
    assert found("kwikstaart")
    assert found("samen aan tafel")


def test_withdrawn(said, found):
    comments.withdraw(said)
    assert not found("kwikstaart")


def test_removed_and_put_back(said, found, moderator):
    seen = Seen.of(said)
    removed = comments.decide(said, Verdict.REJECT, by=moderator, seen=seen, reason="spam")
    assert not found("kwikstaart")
    seen = Seen.of(removed)
    comments.decide(removed, Verdict.APPROVE, by=moderator, seen=seen)
    assert found("kwikstaart")


def test_what_waits_was_never_there(article, write, found):
    change_article(article, policy=Article.Policy.HOLD_ALL)
    article.refresh_from_db()
    write(article, SAID)
    actions.reindex()
    assert not found("kwikstaart")
    assert not Entry.objects.exclude(comment=None).exists()
    assert not Term.objects.filter(word="kwikstaart").exists()


def test_an_edit_is_found_by_its_new_words_only(said, found):
    comments.edit(said, "Een boomklever op de tafel.")
    assert not found("kwikstaart")
    actions.renew_reactions([said.pk])
    assert found("boomklever")
    assert not found("kwikstaart")


def test_an_edit_that_waits_is_not_found_and_what_is_public_is(said, found, settings):
    settings.COMMENTS_MAX_LINKS = 0
    comments.edit(said, "Een boomklever, zie https://www.example.org/x en meer.")
    actions.renew_reactions([said.pk])
    actions.catch_up_reactions()
    assert found("kwikstaart")
    assert not found("boomklever")


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Article.Status.DRAFT},
        {"status": Article.Status.READY},
        {"published_at": timezone.now() + timedelta(hours=1)},
        {"status": Article.Status.WITHDRAWN, "keeps_debate": False},
    ],
)
def test_an_article_that_is_not_public_nor_its_debate(said, found, article, fields):
    change_article(article, **fields)
    assert not found("kwikstaart")
    assert not found("samen aan tafel")
    actions.catch_up_articles()
    actions.catch_up_reactions()
    assert not Entry.objects.exists()
    assert not Term.objects.exists()


def test_a_withdrawn_article_may_leave_its_debate(said, found, article):
    change_article(article, status=Article.Status.WITHDRAWN, keeps_debate=True)
    assert found("kwikstaart")
    assert not found("samen aan")


def test_a_changed_article_is_found_by_its_new_words(said, found, article):
    article.refresh_from_db()
    article.title = "Een vuurvliegje"
    article.save()
    assert not found("vuurvliegje")
    actions.catch_up_articles()
    assert found("vuurvliegje")
    assert not found("samen aan")


def test_a_scheduled_article_is_found_when_its_hour_has_come(article, found):
    change_article(article, published_at=timezone.now() + timedelta(hours=1))
    actions.catch_up_articles()
    assert not found("samen aan tafel")
    change_article(article, published_at=timezone.now() - timedelta(seconds=1))
    actions.catch_up_articles()
    assert found("samen aan tafel")


def test_an_unpublished_dossier_is_no_filter(said, found, article):
    dossier = Dossier.objects.create(slug="geheim", title="Geheim dossier")
    DossierPiece.objects.create(dossier=dossier, article=article)
    Article.objects.create(
        slug="ander", title="Een andere kwikstaart", status="published",
        published_at=timezone.now(), body="",
    )  # fmt: skip
    actions.catch_up_articles()
    # As if it did not exist: the other article is found too.
    from_all = {"zoek": "andere kwikstaart", "dossier": "geheim"}
    assert found(from_all.pop("zoek"), **from_all)


def test_a_reaction_is_not_found_by_the_name_of_its_writer(article, write, found):
    write(article, SAID, name="Quirijn Zonderling", email="q@example.org")
    actions.reindex()
    assert not found("Quirijn")
    assert not found("kwikstaart", auteur="Quirijn")
