"""What is not public at that moment is in no page, PDF or mail."""

import pytest

from articles.models import Article
from bulletins import actions, content, document, letter
from comments import actions as comments
from comments.models import Comment

pytestmark = pytest.mark.django_db


def places(client, bulletin) -> list[str]:
    """All that anyone but an editor can be shown of it."""
    mail = letter.written(bulletin, "nl", {})
    return [
        client.get("/bulletin/7/").content.decode(),
        document.page(bulletin),
        mail.text,
        mail.html,
    ]


def test_a_reaction_that_is_taken_back_disappears(full, reaction, client, editor):
    assert all("nog geen gesprek" in place for place in places(client, full))
    comments.withdraw(Comment.objects.get(pk=reaction.pk))
    for place in places(client, full):
        assert "nog geen gesprek" not in place
        assert "Daan" not in place
        assert "openbaar" not in place
    client.force_login(editor)
    desk = client.get(f"/redactie/bulletins/{full.pk}/").content.decode()
    assert "Niet meer openbaar" in desk
    assert "nog geen gesprek" not in desk


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_an_article_that_is_taken_back_takes_its_reactions_along(full, article, client, status):
    Article.objects.filter(pk=article.pk).update(status=status)
    for place in places(client, full):
        assert "Samen aan tafel" not in place
        assert "nog geen gesprek" not in place
        assert "Van het podium" in place


def test_what_is_edited_shows_as_it_is_now(full, reaction, client):
    comments.edit(Comment.objects.get(pk=reaction.pk), "Een stoel is nog geen gesprek.")
    assert all("Een stoel" in place for place in places(client, full))


def test_a_draft_and_a_withdrawn_bulletin_are_the_editors_own(full, client, editor):
    actions.withdraw(full, by=editor)
    for address in ("/bulletin/7/", "/bulletin/7/pdf/"):
        assert client.get(address).status_code == 404
    assert "Aan tafel" not in client.get("/bulletins/").content.decode()
    assert letter.compose(full.pk, "nl", {}) is None
    client.force_login(editor)
    assert client.get(f"/redactie/bulletins/{full.pk}/voorbeeld/").status_code == 200


def test_queries_do_not_grow_with_the_parts(
    full, make_article, write, editor, django_assert_num_queries
):
    with django_assert_num_queries(4):
        content.public(full)
    for number in range(5):
        article = make_article(f"stuk-{number}")
        actions.add_article(full, article, whole=True, by=editor)
        actions.add_reaction(full, write(article), by=editor)
    with django_assert_num_queries(4):
        assert len(content.public(full)) == 14


def test_a_page_sets_no_cookie(full, client):
    for address in ("/bulletins/", "/bulletin/7/"):
        assert not client.get(address).cookies
