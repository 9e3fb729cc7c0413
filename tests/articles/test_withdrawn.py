"""Withdrawn articles: a page that says so, and the debate as it was, where that is kept."""

import json

import pytest
from django.utils import timezone

from articles.models import Article
from comments import actions, live, tokens
from comments.hub import _versions
from comments.models import Comment
from common.html.safe import SafeText
from notifications.models import Subscriber
from tests.html import find_elements

pytestmark = pytest.mark.django_db

BODY = "Een wijk zonder tafel"


@pytest.fixture
def comment(article, write) -> Comment:
    return write(article, "Dit blijft staan.")


@pytest.fixture
def withdraw(article, comment):
    def withdraw(*, keeps_debate: bool) -> None:
        Article.objects.update(
            status="withdrawn",
            withdrawn_at=timezone.now(),
            withdrawn_reason="De cijfers klopten niet.",
            keeps_debate=keeps_debate,
        )

    return withdraw


@pytest.mark.parametrize("keeps", [True, False])
def test_its_page_says_what_is_gone_and_why(keeps, withdraw, article, client):
    withdraw(keeps_debate=keeps)
    answer = client.get(article.get_absolute_url())
    assert answer.status_code == 410
    page = answer.content.decode()
    assert article.title in page
    assert "De cijfers klopten niet." in page
    assert BODY not in page
    assert article.lead not in page
    assert ("Dit blijft staan." in page) is keeps
    assert "<textarea" not in page


@pytest.mark.parametrize("keeps", [True, False])
def test_the_debate_is_everywhere_or_nowhere(keeps, withdraw, article, comment, client):
    withdraw(keeps_debate=keeps)
    place = client.get(f"{article.get_absolute_url()}reactie/1/")
    assert place.status_code == (302 if keeps else 404)
    for kind in ("", "atom/"):
        feed = client.get(f"{article.get_absolute_url()}feed/{kind}")
        assert feed.status_code == (200 if keeps else 410)
        assert ("Dit blijft staan." in feed.content.decode()) is keeps
        assert article.lead not in feed.content.decode()
    assert ("/opinie/samen/feed/atom/" in client.get("/opinie/samen/").content.decode()) is keeps
    changes = client.get(f"{article.get_absolute_url()}veranderd/?since=0")
    assert changes.status_code == (200 if keeps else 404)
    assert client.get(f"{article.get_absolute_url()}logboek/").status_code == (
        200 if keeps else 404
    )
    assert client.get(f"/reacties/{comment.pk}/melden/").status_code == (200 if keeps else 404)
    found = live.thread_changes(article.pk, 0, "nl")
    assert (found is not None) is keeps
    if keeps:
        assert "Dit blijft staan." in json.loads(found[1])["comments"][0]["html"]
    assert (article.pk in _versions([article.pk])) is keeps


@pytest.mark.parametrize("keeps", [True, False])
def test_the_piece_is_in_no_list(keeps, withdraw, article, author, reader, client):
    withdraw(keeps_debate=keeps)
    for address in ("/", "/dossiers/"):
        assert article.title not in client.get(address).content.decode()
    assert client.get(f"/mensen/{author.pk}/").status_code == 404
    assert client.get(f"/mijn/volgen/artikel/{article.pk}/").status_code == 404
    assert not Subscriber.objects.exists()


def test_a_member_finds_their_reaction_there_while_it_can_be_read(
    withdraw, article, reader, write, client
):
    mine = write(article, "Van mij.", user=reader)
    client.force_login(reader)
    link = f'href="{mine.get_absolute_url()}"'
    withdraw(keeps_debate=True)
    assert link in client.get("/mijn/").content.decode()
    withdraw(keeps_debate=False)
    assert not find_elements(client.get("/mijn/"), f"a[href^='{article.get_absolute_url()}']")


def test_a_moderator_still_removes_what_can_be_read(withdraw, article, comment, moderator, client):
    withdraw(keeps_debate=True)
    client.force_login(moderator)
    assert f'value="{article.slug}"' in client.get("/moderatie/?lijst=nieuw").content.decode()
    comment.refresh_from_db()
    actions.decide_comment(
        comment, "reject", by=moderator, seen=actions.SeenState.of(comment), reason="spam"
    )
    client.logout()
    assert "Dit blijft staan." not in client.get(article.get_absolute_url()).content.decode()


def test_a_guest_confirms_nothing_there_any_more(withdraw, article, client):
    writer = actions.CommentWriter(name="Nel", email="nel@example.org")
    waiting = actions.submit_comment(
        article,
        writer,
        text=SafeText("Nog even."),
        key="8c0ffee0-0000-4000-8000-000000000000",
        language="nl",
        confirm_first=True,
    )
    link = tokens.confirmation_link(waiting)
    withdraw(keeps_debate=True)
    path = link[link.index("/reacties/") :]
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 410
        page = answer.content.decode()
        # Why, and the words; nothing that says to send them again.
        assert "is ingetrokken nadat je dit schreef" in page
        assert "Nog even." in page
        assert "#reageer" not in page
    waiting.refresh_from_db()
    assert waiting.status == "unconfirmed"
    # Also withdrawn in the moment between the page and the button.
    with pytest.raises(actions.WrongState):
        actions.confirm_comment(waiting)


def test_what_was_never_read_has_no_page(withdraw, article, client):
    Article.objects.update(status="withdrawn", withdrawn_at=None)
    assert client.get(article.get_absolute_url()).status_code == 404
