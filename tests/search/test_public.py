"""Nothing unpublished is found, from the moment that it is, before the index follows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import actions as account
from articles import actions as articles
from articles.actions.settings import BylineData
from articles.models import Article, Dossier, DossierPiece
from comments import actions as comments
from comments.actions import SeenState, Verdict
from comments.models import Comment
from common.html.safe import SafeText
from privacy import actions as personal
from privacy.data_subject import DataSubject
from search import actions
from search.models import Entry, Term

SAID = "Een kwikstaart op de tafel."


@pytest.fixture
def said(article, write) -> Comment:
    comment = write(article, SAID)
    actions.rebuild_search_index()
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
    comments.withdraw_comment(said)
    assert not found("kwikstaart")


def test_removed_and_put_back(said, found, moderator):
    seen = SeenState.of(said)
    removed = comments.decide_comment(said, Verdict.REJECT, by=moderator, seen=seen, reason="spam")
    assert not found("kwikstaart")
    seen = SeenState.of(removed)
    comments.decide_comment(removed, Verdict.APPROVE, by=moderator, seen=seen)
    assert found("kwikstaart")


def test_what_waits_was_never_there(article, write, found):
    change_article(article, policy=Article.Policy.HOLD_ALL)
    article.refresh_from_db()
    write(article, SAID)
    actions.rebuild_search_index()
    assert not found("kwikstaart")
    assert not Entry.objects.exclude(comment=None).exists()
    assert not Term.objects.filter(word="kwikstaart").exists()


def test_an_edit_is_found_by_its_new_words_only(said, found):
    comments.revise_comment(said, SafeText("Een boomklever op de tafel."))
    assert not found("kwikstaart")
    actions.reindex_comments([said.pk])
    assert found("boomklever")
    assert not found("kwikstaart")


def test_an_edit_that_waits_is_not_found_and_what_is_public_is(said, found, settings):
    settings.COMMENTS_MAX_LINKS = 0
    comments.revise_comment(
        said, SafeText("Een boomklever, zie https://www.example.org/x en meer.")
    )
    actions.reindex_comments([said.pk])
    actions.catch_up_comments()
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
    actions.catch_up_comments()
    assert not Entry.objects.exists()
    assert not Term.objects.exists()


def test_a_withdrawn_article_may_leave_its_debate(said, found, article):
    moment = timezone.now()
    change_article(article, status=Article.Status.WITHDRAWN, withdrawn_at=moment, keeps_debate=True)
    assert found("kwikstaart")
    assert not found("samen aan")
    # As on its own page: without a moment it was never public.
    change_article(article, withdrawn_at=None)
    assert not found("kwikstaart")


@pytest.mark.parametrize("keeps", [True, False])
def test_withdrawn_by_an_editor_and_brought_back(said, found, article, editor, keeps):
    articles.withdraw_article(article, by=editor, reason="Fout.", keeps_debate=keeps)
    assert found("kwikstaart") is keeps
    assert not found("samen aan")
    actions.catch_up_articles()
    actions.catch_up_comments()
    assert found("kwikstaart") is keeps
    articles.restore_article(article, by=editor)
    actions.catch_up_articles()
    actions.catch_up_comments()
    assert found("kwikstaart")
    assert found("samen aan")


def test_a_debate_that_opens_later_is_of_an_article_that_is_there(said, found, article):
    change_article(article, opens_at=timezone.now() + timedelta(days=1))
    actions.catch_up_articles()
    assert found("samen aan")


@pytest.mark.parametrize("keep", [True, False])
def test_an_erased_account(article, author, write, found, keep):
    write(article, SAID, user=author)
    actions.rebuild_search_index()
    assert found("kwikstaart", auteur="Adriaan", stukken="")
    asked = personal.request_erasure(DataSubject.of_member(author), keep=keep, language="nl")
    personal.run_erasure(asked)
    assert found("kwikstaart") is keep
    assert not found("kwikstaart", auteur="Adriaan")
    assert Term.objects.filter(word="kwikstaart").exists() is keep


def test_a_name_above_what_is_not_public_is_nobodys(article, author, write, found, make_article):
    """Or who it is that writes under another name could be found by it."""
    write(article, SAID, user=author)
    other = make_article("geheim", status=Article.Status.DRAFT, published_at=None)
    other.bylines.update(name="Pseudoniem", name_key="pseudoniem")
    actions.rebuild_search_index()
    assert found("kwikstaart", auteur="Adriaan")
    assert not found("kwikstaart", auteur="Pseudoniem")
    # Nor, once it is, by what they said elsewhere under their own.
    change_article(other, status=Article.Status.PUBLISHED, published_at=timezone.now())
    assert not found("kwikstaart", auteur="Pseudoniem")


def test_a_word_of_what_was_hidden_is_not_offered(said, client, article, write):
    write(article, "Een kwikstraat.", email="ander@example.org")
    actions.rebuild_search_index()
    offered = "We zochten ook naar ‘kwikstaart’"
    assert offered in client.get("/zoeken/?zoek=kwikstaatr").content.decode()
    comments.withdraw_comment(said)
    assert "‘kwikstaart’" not in client.get("/zoeken/?zoek=kwikstaatr").content.decode()


def test_another_byline_is_found_and_the_former_is_not(said, found, article, author):
    byline = article.bylines.get()
    assert found("Adriaan")
    articles.set_bylines(article, [BylineData(byline.pk, "Berend Botje", "", "", author)])
    assert not found("Adriaan")
    actions.catch_up_articles()
    assert found("Botje")
    assert found("samen", auteur="botje")
    assert not found("Adriaan")


def test_another_name_of_a_member_changes_nothing_that_was_written(said, found, article, author):
    """A published reaction keeps the name that stands above it, on its page as in the index."""
    account.update_profile(author, name="Zwaantje Nieuw", affiliation="", language="nl")
    actions.catch_up_articles()
    assert found("Adriaan")
    assert not found("Zwaantje")


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


def test_an_unpublished_dossier_is_no_filter(said, found, article, client):
    dossier = Dossier.objects.create(slug="geheim", title="Geheim dossier")
    DossierPiece.objects.create(dossier=dossier, article=article)
    Article.objects.create(
        slug="ander", title="Een andere kwikstaart", status="published",
        published_at=timezone.now(), body="",
    )  # fmt: skip
    actions.catch_up_articles()
    assert "Geheim dossier" not in client.get("/zoeken/").content.decode()
    # As if it did not exist: the other article is found too.
    from_all = {"zoek": "andere kwikstaart", "dossier": "geheim"}
    assert found(from_all.pop("zoek"), **from_all)


def test_a_reaction_is_not_found_by_the_name_of_its_writer(article, write, found):
    write(article, SAID, name="Quirijn Zonderling", email="q@example.org")
    actions.rebuild_search_index()
    assert not found("Quirijn")
    assert not found("kwikstaart", auteur="Quirijn")
