"""Attacks on the writing desk that succeeded once, all refused now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from accounts.models import User
from articles import actions, personal_data
from articles.actions import ArticleConflict
from articles.actions.publishing import article_state
from articles.actions.settings import BylineData
from articles.drafts import get_article_draft, text_revision_id
from articles.models import Article, ArticleText, Dossier
from common.html.safe import SafeText
from notifications import personal_data as notified

SECRET = ArticleText("Een geheim stuk", "Waarom.", "<p>Nog niemand leest dit.</p>")


@pytest.fixture
def piece(author) -> Article:
    return actions.start_article(author, SECRET.title, text=SECRET)


@pytest.fixture
def colleague(second_moderator) -> User:
    """Another author, with a piece of their own."""
    roles.grant_role(second_moderator, roles.AUTHORS)
    return second_moderator


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def soon():
    return timezone.now() + timedelta(days=1)


def named(name: str, user: User | None = None) -> list[BylineData]:
    return [BylineData(None, name, "", "", user)]


# Steps that were allowed when their page was asked for, and whose turn came after a colleague's:
# what is given to the action is the piece as it was before that.


@pytest.mark.parametrize("late", [actions.submit_article, actions.cancel_submission])
def test_an_author_who_comes_too_late_takes_nothing_from_readers(late, piece, author, editor):
    if late is actions.cancel_submission:
        actions.submit_article(piece, by=author)
    before = fresh(piece)
    actions.publish_article(piece, by=editor)
    with pytest.raises(ArticleConflict):
        late(before, by=author)
    assert fresh(piece).is_published


def test_what_was_withdrawn_meanwhile_is_not_published_again(article, editor):
    before = fresh(article)
    actions.withdraw_article(article, by=editor, reason="Het klopte niet.", keeps_debate=False)
    with pytest.raises(ArticleConflict):
        actions.publish_article(before, by=editor)
    assert fresh(article).is_withdrawn


def test_what_appeared_meanwhile_is_not_unscheduled(piece, editor):
    actions.publish_article(piece, by=editor, at=soon())
    before = fresh(piece)
    Article.objects.update(published_at=timezone.now())
    with pytest.raises(ArticleConflict):
        actions.unschedule_article(before, by=editor)
    assert fresh(piece).is_published


@pytest.mark.parametrize("changed", ["text", "names"])
@pytest.mark.parametrize("when", ["now", "later"])
def test_nobody_gets_published_what_the_editor_did_not_see(
    changed, when, piece, author, editor, client
):
    """The author waits until the editor looks, and changes it before the button is pressed."""
    page, seen = (
        f"/redactie/stuk/{piece.pk}/publiceren/",
        article_state(piece, get_article_draft(piece)),
    )
    client.force_login(editor)
    assert f'name="seen" value="{seen}"' in client.get(page).content.decode()
    if changed == "text":
        worse = SECRET._replace(body="<p>Laster.</p>")
        actions.save_draft(
            piece, worse, base=text_revision_id(piece, get_article_draft(piece)), by=author
        )
    else:
        bylines = [
            BylineData(one.pk, "Iemand anders", "", "", author) for one in piece.bylines.all()
        ]
        actions.set_bylines(piece, bylines)
    form = {"seen": seen, when: "1", "at": f"{soon():%Y-%m-%dT%H:%M}"}
    assert "Iemand was je voor" in client.post(page, form, follow=True).content.decode()
    assert fresh(piece).status == "draft"
    again = article_state(fresh(piece), get_article_draft(piece))
    client.post(page, form | {"seen": again})
    assert fresh(piece).status == "published"


# Secret addresses that outlived the right of who gave them.


def test_who_is_taken_off_a_piece_reads_no_further_at_an_address_of_their_own(
    piece, author, editor, client
):
    actions.set_bylines(piece, [*named("", editor), *named("", author)])
    gone = actions.create_preview_link(piece, by=author, until=soon())
    stays = actions.create_preview_link(piece, by=editor, until=soon())
    assert client.get(gone.get_absolute_url()).status_code == 200
    actions.set_bylines(piece, named("", editor))
    assert client.get(gone.get_absolute_url()).status_code == 404
    assert client.get(stays.get_absolute_url()).status_code == 200
    client.force_login(editor)
    desk = client.get(f"/redactie/stuk/{piece.pk}/inzage/").content.decode()
    assert stays.get_absolute_url() in desk
    assert gone.get_absolute_url() not in desk


@pytest.mark.parametrize("leaves", ["role", "erased"])
def test_nor_who_is_no_editor_any_more(leaves, piece, editor, client):
    peek = actions.create_preview_link(piece, by=editor, until=soon())
    if leaves == "role":
        roles.revoke_role(editor, roles.EDITORS)
    else:
        editor.delete()
    assert client.get(peek.get_absolute_url()).status_code == 404


# Titles and names that are not public, told in passing.


def test_what_members_get_of_themselves_names_no_draft(piece, reader, editor, author):
    actions.update_invited_members(piece, new=[reader])
    actions.create_preview_link(piece, by=editor, until=soon())
    actions.save_version(piece, by=editor)
    actions.save_draft(
        piece, SECRET._replace(lead="Anders."), base=text_revision_id(piece, None), by=editor
    )
    for user in (reader, editor):
        assert "geheim" not in str(personal_data.collect_article_data(user))
    assert "geheim" in str(personal_data.collect_article_data(author))
    actions.publish_article(piece, by=editor)
    assert SECRET.title in str(personal_data.collect_article_data(reader))


def test_nor_a_dossier_that_was_hidden(reader, editor, client):
    dossier = actions.save_dossier(
        Dossier(), title="Wat nu?", slug="wat-nu", introduction=SafeText("")
    )
    actions.show_dossier(dossier, by=editor)
    client.force_login(reader)
    client.post(f"/mijn/volgen/dossier/{dossier.pk}/", {"follow": "1"})
    assert "Wat nu?" in str(notified.collect_notification_data(reader, ""))
    actions.hide_dossier(dossier, by=editor)
    actions.save_dossier(dossier, title="Geheime vraag", slug="wat-nu", introduction=SafeText(""))
    assert "Geheime vraag" not in str(notified.collect_notification_data(reader, ""))


def test_authors_are_not_told_what_others_write_about(piece, colleague, editor, client):
    own = actions.start_article(colleague, "Eigen werk")
    actions.update_article_settings(piece, {}, topics=["Geheimonderwerp"], series="Geheimreeks")

    def page() -> str:
        return client.get(f"/redactie/stuk/{own.pk}/instellingen/").content.decode()

    client.force_login(colleague)
    assert "Geheim" not in page()
    actions.publish_article(piece, by=editor)
    assert "Geheimonderwerp" in page()
    assert "Geheimreeks" in page()


# What held: a byline is no way to another's account, nor its number a way into another's piece.


def test_no_author_puts_an_account_on_a_byline(piece, editor, author, client):
    other = actions.start_article(editor, "Ander")
    client.force_login(author)
    form = {
        "part": "names",
        "naam-TOTAL_FORMS": 1,
        "naam-INITIAL_FORMS": 0,
        "naam-0-pk": other.bylines.get().pk,
        "naam-0-name": "Eva",
        "naam-0-account": editor.email,
        "naam-0-ORDER": 1,
        "status": "published",
        "published_at": "2020-01-01",
    }
    client.post(f"/redactie/stuk/{piece.pk}/instellingen/", form)
    assert piece.bylines.get().user is None
    assert other.bylines.get().user == editor
    assert fresh(piece).status == "draft"
    # Who takes their own name away has nothing to do with it any more.
    assert client.get(f"/redactie/stuk/{piece.pk}/").status_code == 404
