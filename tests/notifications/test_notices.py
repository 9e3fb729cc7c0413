"""The notices that a member sees."""

import pytest
from django.test import Client

from comments import actions as comments
from comments.models import Comment
from notifications.kinds import NoticeKind
from notifications.models import Notice
from tests.conftest import make_user
from tests.html import find_elements, page_text

pytestmark = pytest.mark.django_db

LIST = "/mijn/meldingen/"
COUNT = "/mijn/meldingen/tel/"


@pytest.fixture
def lies(reader) -> Client:
    client = Client(headers={"sec-fetch-site": "same-origin"})
    client.force_login(reader)
    return client


def unread(client: Client) -> int:
    return client.get(COUNT).json()["unread"]


def answers(write, article, reader, names) -> Comment:
    mine = write(article, "Van mij.", user=reader)
    for name in names:
        write(article, f"Zegt {name}.", name=name, email=f"{name}@example.org", parent=mine)
    return mine


def test_answers_to_one_reaction_are_one_line(lies, article, write, reader, spread):
    answers(write, article, reader, ["Daan", "Els", "Truus", "Kees"])
    spread()
    page = lies.get(LIST).content.decode()
    assert "4 antwoorden op je reactie onder ‘Samen aan tafel’" in page
    assert "Kees, Truus, Els en 1 ander" in page
    assert unread(lies) == 4


def test_one_answer_says_who_and_what(lies, article, write, reader, spread):
    answers(write, article, reader, ["Daan"])
    spread()
    page = lies.get(LIST).content.decode()
    assert "Daan heeft geantwoord op je reactie" in page
    assert "Zegt Daan." in page


def test_what_was_removed_is_in_no_list_and_no_count(lies, article, write, reader, spread):
    mine = answers(write, article, reader, ["Daan", "Els"])
    spread()
    gone = Comment.objects.get(parent=mine, name="Daan")
    comments.withdraw_comment(gone)
    notice = Notice.objects.get(comment=gone)
    assert unread(lies) == 1
    assert "Daan" not in lies.get(LIST).content.decode()
    assert lies.get(f"{LIST}{notice.pk}/").status_code == 404


def test_opening_the_place_is_having_read_it(lies, article, write, reader, spread):
    answers(write, article, reader, ["Daan", "Els"])
    spread()
    first = Notice.objects.order_by("pk")[0]
    answer = lies.get(f"{LIST}{first.pk}/")
    assert answer.url == first.comment.get_absolute_url()
    assert unread(lies) == 0


def test_an_article_that_is_open_on_the_screen_is_read(
    lies, article, make_article, write, reader, spread
):
    answers(write, article, reader, ["Daan"])
    answers(write, make_article("ander"), reader, ["Els"])
    spread()
    assert unread(lies) == 2
    answer = lies.post(f"{LIST}gezien/{article.pk}/")
    assert answer.json() == {"unread": 1, "number": "1"}


def test_all_are_read_at_once(lies, article, write, reader, spread):
    answers(write, article, reader, ["Daan", "Els"])
    spread()
    assert lies.post(f"{LIST}gelezen/").status_code == 302
    assert unread(lies) == 0


def test_notices_are_of_nobody_else(lies, article, write, spread):
    other = make_user("ander@example.org", "Ander")
    answers(write, article, other, ["Daan"])
    spread()
    notice = Notice.objects.get()
    assert unread(lies) == 0
    assert lies.get(f"{LIST}{notice.pk}/").status_code == 404
    lies.post(f"{LIST}gelezen/")
    lies.post(f"{LIST}gezien/{article.pk}/")
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_refusal_leads_to_its_reasons(lies, make_article, write, reader, judge, spread):
    mine = write(make_article(policy="hold_all"), user=reader)
    judge(mine, "reject")
    spread()
    assert "niet geplaatst; lees waarom" in lies.get(LIST).content.decode()
    notice = Notice.objects.of_user(reader).get()
    answer = lies.get(f"{LIST}{notice.pk}/")
    assert answer.url == notice.decision.statement.get_absolute_url()
    assert lies.get(answer.url).status_code == 200


def test_what_waits_leads_moderators_to_the_queue(make_article, write, moderator, spread):
    client = Client()
    client.force_login(moderator)
    for number in range(3):
        write(make_article(f"a{number}", policy="hold_all"), f"Reactie {number}")
    spread()
    assert "3 reacties wachten op een moderator" in client.get(LIST).content.decode()
    notice = Notice.objects.of_user(moderator).get()
    assert client.get(f"{LIST}{notice.pk}/").url == "/moderatie/"
    assert unread(client) == 0


def test_strangers_are_sent_to_sign_in(client):
    assert client.get(LIST).url == f"/account/login/?next={LIST}"
    assert client.get(COUNT).status_code == 403
    assert client.post(f"{LIST}gezien/1/").status_code == 403
    assert "bell" not in client.get("/").content.decode()


@pytest.mark.parametrize("after", ["x", "0", "-1", "9" * 30, "1\0", "²", "١"])
def test_an_address_that_makes_no_sense_is_no_fault(after, lies):
    assert lies.get(LIST, {"na": after}).status_code == 200


def test_many_are_leafed_through(lies, article, write, reader, spread, monkeypatch):
    monkeypatch.setattr("notifications.views.notices.PAGE_SIZE", 5)
    for number in range(7):
        answers(write, article, reader, [f"Naam{number}"])
    spread()
    page = lies.get(LIST)
    assert len(find_elements(page, "li.unread")) == 5
    [further] = find_elements(page, "a[rel=next]")
    assert len(find_elements(lies.get(LIST + further.get("href")), "li.unread")) == 2


def test_the_bell_says_how_many(lies, article, write, reader, spread):
    answers(write, article, reader, ["Daan", "Els"])
    spread()
    page = lies.get("/").content.decode()
    assert "Meldingen: 2 ongelezen" in page
    Notice.objects.filter(kind=NoticeKind.REPLY).delete()
    assert "ongelezen" not in page_text(lies.get("/"), "header")
