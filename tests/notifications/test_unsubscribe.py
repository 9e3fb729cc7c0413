"""One click stops exactly one kind of mail, without a login; looking stops nothing."""

import re

import pytest
from django.test import Client

from notifications import actions, tokens
from notifications.kinds import NoticeKind, Pace
from notifications.models import Mail, Subscriber, subscriber_pace

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def subscriber(reader) -> Subscriber:
    return Subscriber.objects.of_member(reader)


@pytest.fixture
def link(subscriber) -> str:
    mail = Mail(subscriber=subscriber, kind=NoticeKind.REPLY)
    return f"/afmelden/{tokens.make_unsubscribe_token(mail)}/"


@pytest.fixture
def program() -> Client:
    """A mail program: no cookie, no token, and no header by which a browser vouches."""
    return Client(enforce_csrf_checks=True)


def test_a_mail_program_stops_exactly_that_kind(program, link, subscriber):
    answer = program.post(link, ONE_CLICK)
    assert (answer.status_code, answer.content, answer.cookies) == (200, b"", {})
    assert subscriber_pace(subscriber, NoticeKind.REPLY) == Pace.NEVER
    assert subscriber_pace(subscriber, NoticeKind.ANSWER) == Pace.AT_ONCE


def test_it_is_done_again_without_harm(program, link, subscriber):
    assert [program.post(link, ONE_CLICK).status_code for _ in range(2)] == [200, 200]
    assert subscriber.preferences.count() == 1


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
def test_a_scanner_that_looks_stops_nothing(method, program, link, subscriber):
    answer = getattr(program, method)(link)
    assert not answer.cookies
    assert subscriber_pace(subscriber, NoticeKind.REPLY) == Pace.AT_ONCE


def test_the_page_stops_and_takes_back(program, link, subscriber):
    actions.set_paces(subscriber, {NoticeKind.REPLY: Pace.DAILY})
    assert "een antwoord op je reactie" in program.get(link).content.decode()
    stopped = program.post(link, {"stop": "1"}, follow=True)
    assert subscriber_pace(subscriber, NoticeKind.REPLY) == Pace.NEVER
    page = stopped.content.decode()
    former = re.search(r'name="was" value="(\w+)"', page)[1]
    program.post(link, {"undo": "1", "was": former})
    assert subscriber_pace(subscriber, NoticeKind.REPLY) == Pace.DAILY


@pytest.mark.parametrize("was", ["never", "hourly", "", "daily'"])
def test_taking_back_what_nobody_chose_gives_the_usual(was, program, link, subscriber):
    program.post(link, ONE_CLICK)
    program.post(link, {"undo": "1", "was": was})
    assert subscriber_pace(subscriber, NoticeKind.REPLY) == Pace.AT_ONCE


def test_the_newsletter_comes_back_weekly(program, subscriber):
    token = tokens.make_unsubscribe_token(Mail(subscriber=subscriber, kind=NoticeKind.NEWSLETTER))
    program.post(f"/afmelden/{token}/", {"undo": "1", "was": "at_once"})
    assert subscriber_pace(subscriber, NoticeKind.NEWSLETTER) == Pace.WEEKLY


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "answer" + t[5:], lambda t: "x"])
def test_a_link_that_was_tampered_with_stops_nothing(change, program, link, subscriber):
    token = link.split("/")[2]
    answer = program.post(f"/afmelden/{change(token)}/", ONE_CLICK)
    assert answer.status_code == 404
    assert "Deze link werkt niet" in answer.content.decode()
    assert not subscriber.preferences.exists()


def test_a_link_says_nothing_of_who_it_is(link, reader, subscriber):
    for word in (reader.email, reader.name, "lies", f"{subscriber.pk}:"):
        assert word not in link.lower()
    assert re.fullmatch(r"/afmelden/reply\.[0-9a-f]{32}:[\w-]{43}/", link)
