"""A guest's way in: by a mailed link, once, for a while, and without telling who is known here."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import GuestLink, token_digest
from notifications.models import Subscriber
from tests.conftest import make_user
from tests.guests import ask, come_in, confirmed, mailed_path, unconfirmed
from tests.tasks import work

GERDA = "gerda@example.org"


@pytest.fixture
def reaction(article):
    return confirmed(article)


def mails_to(address: str) -> list:
    return [message for message in mail.outbox if message.to == [address]]


def later(monkeypatch, **how_long) -> None:
    moment = timezone.now() + timedelta(**how_long)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def test_the_link_opens_the_page_with_all_reactions(client, reaction):
    ask(client, GERDA)
    [message] = mails_to(GERDA)
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    path = mailed_path(GERDA)
    assert client.get("/mijn/").url == "/mijn/link/"
    assert client.get(path).status_code == 200
    assert client.post(path).url == "/mijn/"
    page = client.get("/mijn/").content.decode()
    assert reaction.text in page
    assert GERDA in page


def test_looking_at_the_link_changes_nothing(client, reaction):
    """Programs of mail servers open what is in a mail."""
    ask(client, GERDA)
    path = mailed_path(GERDA)
    for scanner in (Client(), Client()):
        assert scanner.get(path).status_code == 200
        assert scanner.head(path).status_code == 200
        assert scanner.get("/mijn/").url == "/mijn/link/"
        assert not scanner.cookies
    assert client.post(path).url == "/mijn/"


def test_it_works_once(client, reaction):
    ask(client, GERDA)
    path = mailed_path(GERDA)
    client.post(path)
    other = Client()
    assert other.get(path).status_code == 410
    assert other.post(path).status_code == 410
    assert other.get("/mijn/").url == "/mijn/link/"
    # Whoever used it is led on: a link is often clicked twice.
    assert client.get(path).url == "/mijn/"


def test_it_works_for_half_an_hour(client, reaction, monkeypatch):
    ask(client, GERDA)
    path = mailed_path(GERDA)
    later(monkeypatch, minutes=settings.GUEST_LINK_MINUTES + 1)
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    assert client.get("/mijn/").url == "/mijn/link/"


def test_an_old_link_offers_a_new_one_to_the_same_address(client, reaction, monkeypatch):
    ask(client, GERDA)
    path = mailed_path(GERDA)
    GuestLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    page = client.get(path)
    assert GERDA not in page.content.decode()
    assert client.post(path, {"again": "1"}).url == "/mijn/link/onderweg/"
    work()
    assert len(mails_to(GERDA)) == 2
    assert mailed_path(GERDA) != path
    assert client.post(mailed_path(GERDA)).url == "/mijn/"


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "é"])
def test_a_link_that_we_did_not_make(client, reaction, token):
    ask(client, GERDA)
    assert client.get(f"/mijn/link/{token}/").status_code == 404
    assert client.post(f"/mijn/link/{token}/").status_code == 404


def test_the_token_is_kept_nowhere(client, reaction):
    ask(client, GERDA)
    token = mailed_path(GERDA).strip("/").rpartition("/")[2]
    link = GuestLink.objects.get()
    assert link.digest == token_digest(token)
    kept = [str(vars(row)) for row in (*GuestLink.objects.all(), *DBTaskResult.objects.all())]
    assert not any(token in row for row in kept)
    # Nor the address in what the worker was asked.
    assert not any(GERDA in str(vars(row)) for row in DBTaskResult.objects.all())


# --- Who is known ---------------------------------------------------------------------------------


@pytest.fixture
def scene(article):
    """Addresses of every kind."""
    confirmed(article)
    unconfirmed(article, email="nog@example.org")
    make_user("lid@example.org", "Lid")
    stranger = make_user("dief@example.org", "Dief")
    stranger.emailaddress_set.update(verified=False)
    Subscriber.objects.create(email="brief@example.org", confirmed_at=timezone.now())
    Subscriber.objects.create(email="vraag@example.org")


KINDS = {
    GERDA: "Open hem",
    "lid@example.org": "Je hebt een account",
    "brief@example.org": "Open hem",
    # Nobody showed that these are theirs.
    "nog@example.org": None,
    "vraag@example.org": None,
    "dief@example.org": None,
    "niemand@example.org": None,
}


@pytest.mark.parametrize(("address", "says"), KINDS.items())
def test_what_is_mailed(client, scene, address, says):
    ask(client, address)
    found = mails_to(address)
    assert len(found) == (1 if says else 0)
    if says:
        assert says in found[0].body
        opens = "/mijn/link/" in found[0].body
        assert opens == (address != "lid@example.org")
    # Of whom we do not know, and of a member, no trace is kept.
    assert GuestLink.objects.filter(email=address).exists() == (says == "Open hem")


def test_the_answer_is_the_same_for_every_address(scene, django_assert_num_queries):
    """And so is the work that it takes: what differs is done by the worker."""
    answers = set()
    for address in KINDS:
        with django_assert_num_queries(4):  # the link and its task, between begin and end
            answer = Client().post("/mijn/link/", {"email": address})
        # The hour aside, to the last header.
        headers = {name: value for name, value in answer.headers.items() if name != "Expires"}
        answers.add((answer.status_code, str(headers), answer.content))
    assert len(answers) == 1
    assert mail.outbox == []


def test_an_address_that_a_thief_typed_at_sign_up_is_still_the_guests(client, article):
    confirmed(article)
    thief = make_user(GERDA, "Dief")
    thief.emailaddress_set.update(verified=False)
    come_in(client)


@pytest.mark.parametrize(
    "asked",
    ["gerda+krant@example.org", "gerda@example.com", "gerda@exämple.org", "ger.da@example.org"],
)
def test_another_spelling_is_another_address(client, reaction, asked):
    ask(client, asked)
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        (GERDA, "Gerda@Example.ORG"),
        (GERDA, " gerda@example.org "),
        # A Kelvin sign is a k in lower case.
        ("kim@example.org", "\u212aim@example.org"),
        ("jan@münchen.example", "JAN@MÜNCHEN.example"),
    ],
)
def test_it_goes_to_the_address_that_is_kept_and_not_to_what_was_typed(
    client, article, kept, asked
):
    confirmed(article, email=kept)
    ask(client, asked)
    assert [message.to for message in mail.outbox] == [[kept]]


def test_a_mail_that_fails_is_tried_again_with_a_link_that_works(client, reaction, monkeypatch):
    send = mail.EmailMessage.send
    failing = iter([True])

    def send_or_fail(self, *args, **kwargs):
        if next(failing, False):
            raise OSError("no server")
        return send(self, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMessage, "send", send_or_fail)
    ask(client, GERDA)
    assert mail.outbox == []
    later(monkeypatch, minutes=40)
    work()
    assert client.post(mailed_path(GERDA)).url == "/mijn/"


# --- How often ------------------------------------------------------------------------------------


def test_one_mailbox_gets_a_few_mails_and_the_asker_is_not_told(reaction):
    for n in range(8):
        # Tags lead to the same mailbox, and each asks from elsewhere.
        address = GERDA if n % 2 else f"gerda+{n}@example.org"
        answer = Client(REMOTE_ADDR=f"192.0.2.{n}").post("/mijn/link/", {"email": address})
        assert answer.url == "/mijn/link/onderweg/"
    assert GuestLink.objects.count() == 5


def test_one_network_asks_so_often_and_no_more(client, db):
    statuses = [
        client.post("/mijn/link/", {"email": f"iemand{n}@example.org"}).status_code
        for n in range(12)
    ]
    assert statuses == [302] * 10 + [429] * 2


def test_an_address_that_is_none(client, db):
    answer = client.post("/mijn/link/", {"email": "gerda"})
    assert answer.status_code == 422
    assert 'value="gerda"' in answer.content.decode()


# --- What is open, and for how long ---------------------------------------------------------------


def test_it_closes_after_an_hour_without_use(client, reaction, monkeypatch):
    come_in(client)
    later(monkeypatch, minutes=50)
    assert client.get("/mijn/").status_code == 200
    later(monkeypatch, minutes=50)
    assert client.get("/mijn/").status_code == 200
    later(monkeypatch, minutes=61)
    assert client.get("/mijn/").url == "/mijn/link/"


def test_it_closes_after_half_a_day_however_much_it_is_used(client, reaction, monkeypatch):
    come_in(client)
    for _ in range(14):
        later(monkeypatch, minutes=50)
        client.get("/mijn/")
    assert client.get("/mijn/").status_code == 200
    later(monkeypatch, minutes=45)
    assert client.get("/mijn/").url == "/mijn/link/"


def test_leaving_leaves_nothing_behind(client, reaction):
    come_in(client)
    client.cookies["guest"] = "naam en adres"
    before = client.cookies["sessionid"].value
    assert client.post("/mijn/verlaten/").url == "/mijn/tot-ziens/"
    assert client.cookies["guest"].value == ""
    assert client.get("/mijn/").url == "/mijn/link/"
    # Nor for who kept the cookie.
    client.cookies["sessionid"] = before
    assert client.get("/mijn/").url == "/mijn/link/"


def test_a_link_on_another_page_does_not_make_one_leave(client, reaction):
    come_in(client)
    assert client.get("/mijn/verlaten/").status_code == 405
    assert client.get("/mijn/").status_code == 200


def test_forgetting_the_link_ends_what_it_opened(client, reaction):
    come_in(client)
    GuestLink.objects.all().delete()
    assert client.get("/mijn/").url == "/mijn/link/"


def test_a_session_that_an_attacker_prepared_does_not_get_in(article, reaction):
    attacker, victim = Client(), Client()
    # The attacker has a session of their own, and brings the victim's browser to use it.
    attacker.post(f"/opinie/{article.slug}/reageer/", _form())
    victim.cookies["sessionid"] = attacker.cookies["sessionid"].value
    come_in(victim)
    assert victim.cookies["sessionid"].value != attacker.cookies["sessionid"].value
    assert attacker.get("/mijn/").url == "/mijn/link/"


def test_two_guests_at_one_browser(client, article, reaction):
    client.post(f"/opinie/{article.slug}/reageer/", _form(email=GERDA, text="Van Gerda."))
    come_in(client)
    confirmed(article, "Van Hans.", email="hans@example.org", name="Hans")
    come_in(client, "hans@example.org")
    page = client.get("/mijn/").content.decode()
    assert "Van Hans." in page
    assert "Gerda" not in page
    # Nor by its own address.
    assert client.get(f"/reacties/{reaction.pk}/intrekken/").status_code == 404


def test_a_member_does_not_open_it_and_does_not_use_it_up(client, reaction, reader):
    ask(Client(), GERDA)
    path = mailed_path(GERDA)
    client.force_login(reader)
    assert "Lies" in client.get(path).content.decode()
    assert client.post(path).status_code == 200
    assert reaction.text not in client.get("/mijn/").content.decode()
    client.logout()
    assert client.post(path).url == "/mijn/"


def test_who_signs_in_is_no_guest_any_more(client, reaction, reader):
    come_in(client)
    client.force_login(reader)
    assert reaction.text not in client.get("/mijn/").content.decode()
    assert client.get(f"/reacties/{reaction.pk}/intrekken/").status_code == 404
    client.logout()
    assert client.get("/mijn/").url == "/mijn/link/"


def _form(**fields) -> dict:
    return {
        "text": "Van een ander.",
        "name": "Ander",
        "email": "ander@example.org",
        "key": "8c0ffee0-0000-4000-8000-000000000001",
    } | fields
