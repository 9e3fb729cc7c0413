"""Nothing that is not public at that moment is in a page, PDF or mail."""

import pytest

from articles import actions as articles
from bulletins import actions, content, document, mail_content
from comments import actions as comments
from comments.models import Comment
from common.html.safe import SafeText

pytestmark = pytest.mark.django_db


def places(client, bulletin) -> list[str]:
    """All that anyone but an editor can be shown of it."""
    mail = mail_content.compose_bulletin_mail(bulletin, "nl", {})
    return [
        client.get("/bulletin/7/").content.decode(),
        document.bulletin_html(bulletin),
        mail.text,
        mail.html,
    ]


def test_a_reaction_that_is_taken_back_disappears(full, reaction, client, editor):
    assert all("nog geen gesprek" in place for place in places(client, full))
    comments.withdraw_comment(Comment.objects.get(pk=reaction.pk))
    for place in places(client, full):
        assert "nog geen gesprek" not in place
        assert "Daan" not in place
        assert "openbaar" not in place
    client.force_login(editor)
    desk = client.get(f"/redactie/bulletins/{full.pk}/").content.decode()
    assert "Niet meer openbaar" in desk
    assert "heeft deze reactie" in desk
    assert "nog geen gesprek" not in desk
    assert "1 deel is niet meer openbaar" in client.get("/redactie/bulletins/").content.decode()


def test_one_that_is_removed_disappears(full, reaction, client, editor, moderator):
    seen = comments.SeenState.of(reaction)
    comments.decide_comment(reaction, "reject", by=moderator, seen=seen, reason="spam")
    assert not any("nog geen gesprek" in place for place in places(client, full))
    client.force_login(editor)
    desk = client.get(f"/redactie/bulletins/{full.pk}/").content.decode()
    assert "op ‘Samen aan tafel’ verwijderd" in desk


@pytest.mark.parametrize("keep", [True, False])
def test_who_is_erased_is_named_nowhere(full, reaction, client, keep):
    """Their words stay where they wanted that; a PDF with the name is not handed out again."""
    before = document.pdf_version(document.bulletin_html(full))
    comments.erase_comment(reaction, keep=keep)
    for place in places(client, full):
        assert "Daan" not in place
        assert ("nog geen gesprek" in place) == keep
    assert document.pdf_version(document.bulletin_html(full)) != before


@pytest.mark.parametrize("keeps_debate", [True, False])
def test_a_piece_that_is_withdrawn_takes_its_reactions_along(
    full, article, client, editor, keeps_debate
):
    articles.withdraw_article(article, by=editor, reason="Fout.", keeps_debate=keeps_debate)
    for place in places(client, full):
        assert "Samen aan tafel" not in place
        assert "nog geen gesprek" not in place
        assert "Van het podium" in place
    client.force_login(editor)
    desk = client.get(f"/redactie/bulletins/{full.pk}/").content.decode()
    assert desk.count("is ingetrokken") == 2
    assert "2 delen zijn niet meer openbaar" in client.get("/redactie/bulletins/").content.decode()


def test_what_is_edited_shows_as_it_is_now(full, reaction, client):
    comments.revise_comment(
        Comment.objects.get(pk=reaction.pk), SafeText("Een stoel is nog geen gesprek.")
    )
    assert all("Een stoel" in place for place in places(client, full))


def test_a_draft_and_a_withdrawn_bulletin_are_the_editors_own(full, client, editor):
    actions.withdraw_bulletin(full, by=editor)
    for address in ("/bulletin/7/", "/bulletin/7/pdf/"):
        assert client.get(address).status_code == 404
    assert "Aan tafel" not in client.get("/bulletins/").content.decode()
    assert mail_content.compose(full.pk, "nl", {}) is None
    client.force_login(editor)
    assert client.get(f"/redactie/bulletins/{full.pk}/voorbeeld/").status_code == 200


def test_queries_do_not_grow_with_the_parts(
    full, make_article, write, editor, django_assert_num_queries
):
    with django_assert_num_queries(3):
        content.public_parts(full)
    for number in range(5):
        article = make_article(f"stuk-{number}")
        actions.add_bulletin_article(full, article, whole=True, by=editor)
        actions.add_bulletin_reaction(full, write(article), by=editor)
    with django_assert_num_queries(3):
        assert len(content.public_parts(full)) == 14


def test_a_page_sets_no_cookie(full, client):
    for address in ("/bulletins/", "/bulletin/7/"):
        assert not client.get(address).cookies
