"""The page of a member or an author: what they choose, what is public now, and nothing else."""

import pytest

from accounts.models import User
from articles.models import Article, Byline
from comments import actions
from comments.models import Comment
from moderation import actions as house
from moderation.models import Measure
from tests.conftest import make_user

pytestmark = pytest.mark.both

TEXT = "Ik woon hier al veertig jaar."


@pytest.fixture
def open_page(reader, article, write) -> User:
    """The reader, who wrote one reaction and shows all."""
    write(article, "Zo zie ik het.", user=reader)
    choose(reader, has_page=True, shows_reactions=True, shows_about=True, about=TEXT)
    return reader


def choose(user: User, **fields) -> None:
    User.objects.filter(pk=user.pk).update(**fields)
    user.refresh_from_db()


def page(client, user: User, query: str = ""):
    return client.get(f"/mensen/{user.pk}/{query}")


def text(client, user: User, query: str = "") -> str:
    answer = page(client, user, query)
    assert answer.status_code == 200
    return answer.content.decode()


# --- Who has one


@pytest.mark.parametrize(
    "fields",
    [
        {"has_page": False},
        {"has_page": False, "shows_reactions": True, "shows_about": True},
        {"is_active": False},
    ],
)
def test_who_chose_none_is_as_if_not_there(client, open_page, fields):
    choose(open_page, **fields)
    answers = [page(client, open_page), client.get("/mensen/999999/")]
    assert [answer.status_code for answer in answers] == [404, 404]
    same = [answer.content.replace(b"999999", str(open_page.pk).encode()) for answer in answers]
    assert same[0] == same[1]
    headers = [dict(answer.headers) | {"Content-Length": "", "ETag": ""} for answer in answers]
    assert headers[0] == headers[1]
    assert client.get(f"/mensen/{2**70}/").status_code == 404


def test_nobody_has_one_to_begin_with(client, reader, article, write):
    write(article, user=reader)
    assert page(client, reader).status_code == 404


def test_who_has_nothing_published_has_none(client, open_page, reader):
    actions.withdraw_comment(Comment.objects.get(user=reader))
    assert page(client, reader).status_code == 404
    make = make_user("nieuw@example.org", "Nieuw", has_page=True, about="Koop hier")
    assert page(client, make).status_code == 404


def test_the_page_shows_what_is_chosen_and_no_more(client, open_page):
    whole = text(client, open_page)
    assert TEXT in whole
    assert "Zo zie ik het." in whole
    assert 'content="noindex"' in whole
    assert open_page.email not in whole
    choose(open_page, shows_about=False)
    assert TEXT not in text(client, open_page)
    choose(open_page, shows_reactions=False)
    assert "Zo zie ik het." not in text(client, open_page)
    assert "Zo zie ik het." not in text(client, open_page, "?reacties=999999")


def test_the_text_is_words_alone(client, reader, article, write):
    client.force_login(reader)
    write(article, user=reader)
    about = "<script>alert(1)</script>\r\n\r\n\r\n\r\n**dik** https://example.org\u202e"
    data = {"name": reader.name, "language": "nl", "about": about, "has_page": "on"}
    assert client.post("/account/", data | {"shows_about": "on"}).status_code == 302
    shown = text(client, reader)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br><br>**dik** https://example.org</p>" in shown
    assert 'href="https://example.org' not in shown


def test_nothing_typed_is_lost_when_something_is_wrong(client, reader):
    client.force_login(reader)
    data = {"name": "", "affiliation": "bakker", "language": "nl", "about": "x" * 401}
    answer = client.post("/account/", data | {"has_page": "on", "shows_reactions": "on"})
    content = answer.content.decode()
    assert answer.context["form"].errors.keys() == {"name", "about"}
    assert "x" * 401 in content
    assert 'value="bakker"' in content
    assert content.count(" checked") == 2
    reader.refresh_from_db()
    assert (reader.about, reader.has_page) == ("", False)


# --- What is public now


def test_only_what_is_public_now_is_listed(client, open_page, make_article, write, moderator):
    held = make_article("streng", policy="hold_all")
    write(held, "Wacht nog.", user=open_page)
    actions.withdraw_comment(write(make_article("een"), "Neem ik terug.", user=open_page))
    write(make_article("twee"), "Onder een stuk dat weg is.", user=open_page)
    Article.objects.filter(slug="twee").update(status="withdrawn")
    removed = write(make_article("drie"), "Mag niet blijven.", user=open_page)
    seen = actions.SeenState(removed.status, removed.revision, False)
    actions.decide_comment(removed, "reject", by=moderator, seen=seen, reason="insult")
    shown = text(client, open_page)
    assert "Zo zie ik het." in shown
    for gone in ("Wacht nog.", "Neem ik terug.", "Onder een stuk", "Mag niet blijven."):
        assert gone not in shown


def test_what_was_written_under_another_name_is_not_told(client, open_page, article, write):
    choose(open_page, name="Lies van Leeuwen", name_key="liesvanleeuwen")
    assert page(client, open_page).status_code == 404
    write(article, "Onder mijn nieuwe naam.", user=open_page)
    shown = text(client, open_page)
    assert "Onder mijn nieuwe naam." in shown
    assert "Zo zie ik het." not in shown
    thread = client.get(article.get_absolute_url()).content.decode()
    # One link, and one address for machines.
    assert thread.count(f"/mensen/{open_page.pk}/") == 2
    assert thread.count(f'href="/mensen/{open_page.pk}/') == 1


def test_a_guest_with_the_same_name_gets_no_link(client, open_page, article, write):
    write(article, "Ook zo.", name=open_page.name, email="ander@example.org")
    thread = client.get(article.get_absolute_url()).content.decode()
    # One link, and one address for machines.
    assert thread.count(f"/mensen/{open_page.pk}/") == 2
    assert thread.count(f'href="/mensen/{open_page.pk}/') == 1
    assert "Ook zo." not in text(client, open_page)


# --- An author's


def test_an_author_has_one_with_pieces_and_answers(client, author, article, write, make_article):
    make_article("nog-niet", status="draft", title="Een stuk van morgen")
    question = write(article, "Hoe dan?", name="Vrager")
    for number in range(5):
        write(article, f"> Hoe dan?\n\nAntwoord {number}.", parent=question, user=author)
    write(make_article("stil", title="Zonder antwoord"), "Mooi stuk.")
    shown = text(client, author)
    assert article.title in shown
    assert "Een stuk van morgen" not in shown
    assert [f"Antwoord {n}." in shown for n in range(5)] == [False, False, True, True, True]
    assert "5 antwoorden in dit debat" in shown
    assert "Hoe dan?" not in shown
    assert "noindex" not in shown
    assert shown.count("Zonder antwoord") == 1


def test_an_author_without_a_published_piece_has_none(client, author, article):
    Article.objects.update(status="draft")
    assert page(client, author).status_code == 404
    Article.objects.update(status="withdrawn")
    assert page(client, author).status_code == 404


def test_the_byline_and_the_answers_lead_there(client, author, article, write):
    write(article, "Goede vraag.", user=author)
    Byline.objects.create(article=article, name="Zonder Account")
    shown = client.get(article.get_absolute_url()).content.decode()
    assert shown.count(f'href="/mensen/{author.pk}/"') == 2
    english = client.get("/en" + article.get_absolute_url()).content.decode()
    assert english.count(f'href="/en/mensen/{author.pk}/"') == 2


def test_the_pages_go_on_by_keyset(client, author, make_article, write):
    for number in range(25):
        piece = make_article(f"stuk-{number}", title=f"Stuk nummer {number}.")
        write(piece, f"Antwoord {number}.", user=author)
    choose(author, shows_reactions=True)
    first = page(client, author)
    for name, word in (("stukken", "Stuk nummer"), ("antwoorden", "Antwoord")):
        part = first.context[name]
        second = page(client, author, f"?{name}={part.next}")
        assert second.context[name].next == ""
        both = [row.pk for row in part.rows] + [row.pk for row in second.context[name].rows]
        assert len(part.rows) == 20
        assert len(set(both)) == len(both) == 25
        assert f"{word} 0." in second.content.decode()
        others = {"stukken", "antwoorden", "reacties"} - {name}
        assert not any(other in second.context for other in others)
    for odd in ("?stukken=%00", "?antwoorden=x", "?reacties=99999999999999999999", "?stukken="):
        assert page(client, author, odd).status_code == 200


# --- Links in the thread follow the choice at once


def test_switching_it_on_and_off_changes_what_the_thread_links_to(client, open_page, article):
    link = f'href="/mensen/{open_page.pk}/"'
    for on in (True, False, True, False):
        choose(open_page, has_page=on)
        thread = client.get(article.get_absolute_url()).content.decode()
        assert (link in thread) is on
        assert page(client, open_page).status_code == (200 if on else 404)
        changes = client.get(f"{article.get_absolute_url()}veranderd/?since=0").json()
        assert (link in changes["comments"][0]["html"]) is on


# --- A page that the house closes


def test_moderators_close_a_page(
    client, open_page, article, moderator, django_capture_on_commit_callbacks
):
    comment = Comment.objects.get(user=open_page)
    client.force_login(moderator)
    assert f"/moderatie/schrijver/{comment.pk}/" in text(client, open_page)
    form = {"kind": "page", "days": "30", "reason": "Reclame in plaats van een tekst over jezelf."}
    answer = client.post(f"/moderatie/schrijver/{comment.pk}/maatregel/", form)
    assert answer.status_code == 302
    assert page(client, open_page).status_code == 404
    thread = client.get(article.get_absolute_url()).content.decode()
    assert f"/mensen/{open_page.pk}/" not in thread
    client.force_login(open_page)
    assert "Reclame in plaats van" in client.get("/account/").content.decode()
    house.lift_sanction(Measure.objects.get(), by=moderator)
    assert page(client, open_page).status_code == 200


def test_a_guest_has_no_page_to_close(client, article, write, moderator):
    comment = write(article)
    client.force_login(moderator)
    assert 'value="page"' not in client.get(f"/moderatie/schrijver/{comment.pk}/").content.decode()


def test_closing_a_page_takes_the_address_from_its_picture(open_page, moderator):
    choose(open_page, picture="0" * 24, shows_picture=True)
    house.impose_sanction("page", user=open_page, by=moderator, reason="Geen eigen foto.", days=30)
    open_page.refresh_from_db()
    assert open_page.picture != "0" * 24
