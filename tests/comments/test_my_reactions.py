"""All of one's own reactions on one page: whose they are, what became of them, and what is new."""

import re
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from comments import actions
from comments.actions import Verdict
from comments.models import Comment, Decision, LastLook
from common.html.safe import SafeText
from tests.conftest import make_user
from tests.guests import come_in, confirmed, unconfirmed
from tests.html import find_elements, texts

GERDA = "gerda@example.org"


@pytest.fixture
def lies(reader) -> Client:
    client = Client()
    client.force_login(reader)
    return client


@pytest.fixture
def gerda(article) -> Client:
    """In by a mailed link. Others wrote before her."""
    confirmed(article, "Van iemand anders.", email="hans@example.org", name="Hans")
    confirmed(article, "De eerste van Gerda.")
    client = Client()
    come_in(client)
    return client


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/mijn/{query}")
    assert answer.status_code == 200, answer
    return answer.content.decode()


def shown(client: Client, query: str = "") -> list[int]:
    """The keys of the reactions on the page, in their order."""
    return [int(pk) for pk in re.findall(r'id="eigen-(\d+)"', page(client, query))]


def some_hours_later() -> None:
    """As if all that happened were so long ago."""
    ago = timedelta(hours=3)
    LastLook.objects.update(at=F("at") - ago, since=F("since") - ago)
    Comment.objects.update(published_at=F("published_at") - ago)
    Decision.objects.update(created_at=F("created_at") - ago)


# --- Whose ----------------------------------------------------------------------------------------


def test_a_member_sees_their_own_and_no_one_elses(lies, article, reader, moderator, write):
    mine = [write(article, f"Van Lies {n}.", user=reader) for n in range(3)]
    write(article, "Van Mo.", user=moderator)
    confirmed(article, email=reader.email)
    assert shown(lies) == [comment.pk for comment in reversed(mine)]


def test_a_guest_sees_what_was_confirmed_from_that_address_alone(gerda, article):
    second = confirmed(article, "De tweede.")
    unconfirmed(article, "Iemand typte het adres van Gerda.")
    confirmed(article, "Met een label.", email="gerda+x@example.org")
    html = page(gerda)
    assert shown(gerda)[0] == second.pk
    assert len(shown(gerda)) == 2
    for foreign in ("Iemand typte", "Met een label", "Van iemand anders"):
        assert foreign not in html


def test_a_guest_without_a_link_sees_what_was_written_in_this_browser(client, article):
    form = {"text": "Van deze browser.", "name": "Bram", "email": "bram@example.org"}
    client.post(f"{article.get_absolute_url()}reageer/", form | {"key": _key(1)})
    html = page(client)
    assert "Van deze browser." in html
    assert "in deze browser" in html
    assert 'href="/mijn/link/"' in html


def test_nobody_is_asked_who_they_are(client, article):
    answer = client.get("/mijn/")
    assert answer.url == "/mijn/link/"
    assert not client.cookies
    assert not client.get("/mijn/link/").cookies


def test_a_stranger_is_given_no_link_in_the_header(client, article):
    header = client.get("/").content.decode().partition("</header>")[0]
    assert "/mijn/" not in header


@pytest.mark.parametrize("who", ["lies", "gerda"])
def test_the_header_leads_there(request, who):
    client = request.getfixturevalue(who)
    header = client.get("/").content.decode().partition("</header>")[0]
    assert 'href="/mijn/"' in header


# --- What may be done -----------------------------------------------------------------------------


def test_a_guest_by_link_edits_and_withdraws(gerda, article):
    comment = confirmed(article, "Toch niet.")
    html = page(gerda)
    assert f"/reacties/{comment.pk}/bewerken/?van=mijn" in html
    edit = f"/reacties/{comment.pk}/bewerken/?van=mijn"
    assert gerda.post(edit, {"text": "Toch wel."}).url == f"/mijn/#eigen-{comment.pk}"
    assert "Toch wel." in page(gerda)
    withdraw = f"/reacties/{comment.pk}/intrekken/?van=mijn"
    assert gerda.get(withdraw).status_code == 200
    assert Comment.objects.get(pk=comment.pk).is_published
    assert gerda.post(withdraw).url == f"/mijn/#eigen-{comment.pk}"
    assert Comment.objects.get(pk=comment.pk).status == "withdrawn"
    assert f"/reacties/{comment.pk}/intrekken/" not in page(gerda)


def test_after_the_time_to_edit_it_can_still_be_withdrawn(gerda, article):
    comment = Comment.objects.get(email=GERDA)
    Comment.objects.update(created_at=timezone.now() - timedelta(days=1))
    html = page(gerda)
    assert f"/reacties/{comment.pk}/bewerken/" not in html
    assert gerda.post(f"/reacties/{comment.pk}/bewerken/", {"text": "x"}).status_code == 403
    assert gerda.post(f"/reacties/{comment.pk}/intrekken/").status_code == 302


@pytest.mark.parametrize("verb", ["bewerken", "intrekken", "mail"])
@pytest.mark.parametrize("whose", ["hans", "unconfirmed", "tagged", "member's"])
def test_what_is_not_hers_is_not_there_for_her(gerda, article, reader, write, verb, whose):
    comment = {
        "hans": lambda: Comment.objects.get(email="hans@example.org"),
        "unconfirmed": lambda: unconfirmed(article),
        "tagged": lambda: confirmed(article, email="gerda+x@example.org"),
        "member's": lambda: write(article, user=reader),
    }[whose]()
    answer = gerda.post(f"/reacties/{comment.pk}/{verb}/", {"text": "Van mij."})
    assert answer.status_code == 404


def test_the_page_of_the_piece_knows_them_too(gerda, article):
    html = gerda.get(article.get_absolute_url()).content.decode()
    mine = Comment.objects.get(email=GERDA)
    assert re.findall(r'data-own="(\d+)"', html) == [str(mine.pk)]


def test_why_it_was_refused_and_the_way_to_object(gerda, article, judge):
    judge(Comment.objects.get(email=GERDA), Verdict.REJECT)
    address = re.search(r'href="(/reacties/redenen/[^"]+)"', page(gerda, "?toon=geweigerd"))[1]
    assert "Bezwaar" in gerda.get(address).content.decode()


# --- What is new ----------------------------------------------------------------------------------


@pytest.fixture(params=["lies", "gerda"])
def someone(request, article, write):
    """A member or a guest, with one reaction, who has looked."""
    client = request.getfixturevalue(request.param)
    if request.param == "lies":
        write(article, user=request.getfixturevalue("reader"))
        comment = Comment.objects.get(user__isnull=False)
    else:
        comment = Comment.objects.get(email=GERDA)
    page(client)
    some_hours_later()
    return client, comment


def test_an_answer_since_the_last_look_is_new_until_the_next_visit(someone, article):
    client, comment = someone
    assert "nieuw" not in page(client).partition("<h1")[2].partition("</main>")[0].lower()
    some_hours_later()
    answer = confirmed(article, "Hierop.", email="an@example.org", name="An", parent=comment)
    html = page(client)
    assert "1 nieuw" in html
    assert f'{answer.get_absolute_url()}"><bdi>An</bdi>' in html
    # Looking again, or at another page of it, is still the same visit.
    assert "1 nieuw" in page(client)
    assert shown(client, "?toon=nieuw") == [comment.pk]
    some_hours_later()
    assert "1 nieuw" not in page(client)
    assert "1 antwoord" in page(client)


def test_ones_own_answer_and_what_is_not_public_are_not_new(someone, article, reader, write):
    client, comment = someone
    own = {"user": reader} if comment.user_id else {}
    if own:
        write(article, "Nog iets.", parent=comment, user=reader)
    else:
        confirmed(article, "Nog iets.", parent=comment)
    unconfirmed(article, "Hierop.", email="an@example.org", parent=comment)
    gone = confirmed(article, "Toch niet.", email="jo@example.org", name="Joachim", parent=comment)
    actions.withdraw_comment(gone)
    html = page(client)
    assert not [told for told in texts(html, ".answers-to") if told.endswith("antwoorden")]
    assert "1 nieuw" not in html
    assert "Joachim" not in html


def test_what_a_moderator_decided_since_is_new(someone, judge):
    client, comment = someone
    judge(comment, Verdict.REJECT)
    assert texts(page(client), ".status .badge") == ["nieuw"]
    some_hours_later()
    assert texts(page(client), ".status .badge") == []


def test_who_never_looked_has_only_news(gerda, article):
    comment = Comment.objects.get(email=GERDA)
    confirmed(article, "Hierop.", email="an@example.org", name="An", parent=comment)
    assert "1 nieuw" in page(gerda)


def test_a_guest_of_this_browser_alone_has_news_too(client, article):
    form = {"text": "Van deze browser.", "name": "Bram", "email": "bram@example.org"}
    client.post(f"{article.get_absolute_url()}reageer/", form | {"key": _key(2)})
    comment = actions.confirm_comment(Comment.objects.get())
    page(client)
    session = client.session
    session["looked"][1] = (timezone.now() - timedelta(hours=3)).isoformat()
    session.save()
    confirmed(article, "Hierop.", email="an@example.org", name="An", parent=comment)
    assert "1 nieuw" in page(client)


# --- Looking for some -----------------------------------------------------------------------------


def test_each_filter_shows_its_own(lies, reader, in_state):
    states = {
        "unconfirmed": "wacht",
        "pending": "wacht",
        "held edit": "wacht",
        "published": "gepubliceerd",
        "rejected": "geweigerd",
        "removed": "geweigerd",
        "withdrawn": "ingetrokken",
    }
    made = {state: in_state(state).pk for state in states}
    Comment.objects.update(user=reader, email="")
    assert set(shown(lies)) >= set(made.values())
    for name in set(states.values()):
        expected = {made[state] for state, filter_ in states.items() if filter_ == name}
        found = set(shown(lies, f"?toon={name}")) & set(made.values())
        assert found - {made["held edit"]} == expected - {made["held edit"]}
    assert made["held edit"] in shown(lies, "?toon=wacht")


def test_pages_show_each_once(lies, reader, article, write):
    for n in range(45):
        write(article, f"Reactie {n}.", user=reader)
    # Some at the very same moment.
    Comment.objects.filter(pk__lte=Comment.objects.order_by("pk")[30].pk).update(
        created_at=timezone.now() - timedelta(days=1)
    )
    found, query = [], "?toon="
    while query:
        found += shown(lies, query)
        more = find_elements(page(lies, query), "a[rel=next]")
        query = more[0].get("href") if more else ""
    assert found == list(
        Comment.objects.order_by("-created_at", "-pk").values_list("pk", flat=True)
    )


@pytest.mark.parametrize(
    "query", ["?toon=alles", "?na=x", "?na=0", "?na=²", "?na=999999999999999999999"]
)
def test_nonsense_shows_the_first_page(lies, reader, article, write, query):
    comment = write(article, user=reader)
    assert shown(lies, query) == [comment.pk]
    assert "Terug naar" not in page(lies, query)


def test_after_the_place_of_another_there_is_nothing_to_learn(lies, reader, article, write):
    mine = write(article, user=reader)
    other = confirmed(article)
    assert shown(lies, f"?na={other.pk}") == [mine.pk]


def test_without_reactions_there_is_a_way_on(lies):
    html = page(lies)
    assert "Je hebt nog niet gereageerd" in html


def test_a_piece_that_is_gone_leads_nowhere(lies, reader, article, write):
    write(article, user=reader)
    article.status = article.Status.WITHDRAWN
    article.save()
    assert article.get_absolute_url() not in page(lies)


def test_text_is_shown_as_text(lies, article):
    evil = make_user("boos@example.org", "<b>Boos</b>")
    client = Client()
    client.force_login(evil)
    actions.submit_comment(
        article,
        actions.CommentWriter.member(evil),
        text=SafeText("<script>alert(1)</script> " + "lang " * 200),
        key=_key(3),
        language="nl",
    )
    html = page(client)
    assert "<script>alert" not in html
    assert "<b>Boos" not in html


def _key(n: int) -> str:
    return f"8c0ffee0-0000-4000-8000-00000000000{n}"
