"""A member takes over what they wrote as a guest: what is offered, what is taken, what follows."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.identity import Person
from accounts.models import User
from comments import actions, tokens
from comments.actions import Verdict
from comments.claimable import claim_offer_for
from comments.models import Comment
from moderation import actions as house_actions
from moderation.models import AuditEntry, Measure
from moderation.sanctions import sanction_status
from tests.conftest import make_user
from tests.guests import confirmed, unconfirmed

GERDA = "gerda@example.org"


@pytest.fixture
def gerda(db) -> User:
    return make_user(GERDA, "Gerda Groen")


@pytest.fixture
def as_gerda(gerda) -> Client:
    client = Client()
    client.force_login(gerda)
    return client


def take(client: Client, *comments: Comment):
    return client.post("/mijn/overnemen/", {"reaction": [comment.pk for comment in comments]})


def owner(comment: Comment) -> User | None:
    return Comment.objects.get(pk=comment.pk).user


# --- What is offered ------------------------------------------------------------------------------


def test_what_was_confirmed_from_the_same_address_is_offered_chosen(as_gerda, article):
    first, second = confirmed(article, "Eerste."), confirmed(article, "Tweede.", name="Gé")
    html = as_gerda.get("/mijn/overnemen/").content.decode()
    for comment in (first, second):
        assert f'value="{comment.pk}" id="reactie-{comment.pk}" checked' in html
    assert "als <bdi>Gé</bdi>" in html
    assert "niet terugdraaien" in html
    assert "2 reacties als gast" in as_gerda.get("/mijn/").content.decode()


@pytest.fixture
def foreign(article, reader, write):
    """The reactions that must never be offered, by the reason."""
    return {
        "unconfirmed": unconfirmed(article),
        # Published unconfirmed, as COMMENTS_GUESTS=hold does.
        "never confirmed": write(article, email=GERDA, name="Gerda"),
        "tagged": confirmed(article, email="gerda+x@example.org"),
        "another domain": confirmed(article, email="gerda@example.com"),
        "look-alike": confirmed(article, email="gerda@exаmple.org"),  # a Cyrillic а
        "a member's": write(article, user=reader),
    }


KINDS = ["unconfirmed", "never confirmed", "tagged", "another domain", "look-alike", "a member's"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_hers_is_neither_offered_nor_taken(as_gerda, gerda, foreign, kind):
    comment = foreign[kind]
    before = owner(comment)
    assert f'value="{comment.pk}"' not in as_gerda.get("/mijn/overnemen/").content.decode()
    take(as_gerda, comment)
    assert owner(comment) == before
    assert claim_offer_for(gerda) is None


def test_an_unproven_address_opens_nothing(article, gerda, as_gerda):
    comment = confirmed(article)
    gerda.emailaddress_set.update(verified=False)
    assert f'value="{comment.pk}"' not in as_gerda.get("/mijn/overnemen/").content.decode()
    take(as_gerda, comment)
    assert owner(comment) is None
    assert "met dit adres" not in as_gerda.get("/mijn/").content.decode()


def test_nobody_else_can(article, client, reader):
    comment = confirmed(article)
    assert "/account/login/" in take(client, comment).url
    client.force_login(reader)
    take(client, comment)
    assert owner(comment) is None


@pytest.mark.parametrize("value", ["", "x", "-1", "1" * 30, "%00", "1,2"])
def test_nonsense_takes_nothing(as_gerda, article, value):
    comment = confirmed(article)
    answer = as_gerda.post("/mijn/overnemen/", {"reaction": [value]})
    assert answer.status_code == 302
    assert owner(comment) is None


def test_looking_takes_nothing(as_gerda, article):
    comment = confirmed(article)
    as_gerda.get(f"/mijn/overnemen/?reaction={comment.pk}")
    assert owner(comment) is None


# --- What is taken --------------------------------------------------------------------------------


def test_what_is_chosen_becomes_hers_and_keeps_its_name(as_gerda, gerda, article):
    first, second, third = (confirmed(article, f"Nummer {n}.", name="Gé") for n in range(3))
    assert take(as_gerda, first, third).url == "/mijn/"
    assert [owner(comment) for comment in (first, second, third)] == [gerda, None, gerda]
    kept = Comment.objects.get(pk=first.pk)
    assert (kept.name, kept.role, kept.email) == ("Gé", "reader", "")
    html = as_gerda.get("/mijn/").content.decode()
    assert "2 reacties horen nu bij je account" in html
    assert "Nummer 0." in html
    assert "Nummer 1." not in html


def test_what_is_public_is_told_and_the_rest_is_not(as_gerda, article, watched):
    public = confirmed(article)
    held = confirmed(article, f"Een {watched} woord.")
    withdrawn = actions.withdraw_comment(confirmed(article, "Toch niet."))
    article.refresh_from_db()
    before = article.version
    take(as_gerda, public, held, withdrawn)
    article.refresh_from_db()
    assert article.version == before + 1
    assert Comment.objects.get(pk=public.pk).version == article.version
    changes = as_gerda.get(f"{article.get_absolute_url()}veranderd/?since={before}").json()
    assert [comment["id"] for comment in changes["comments"]] == [public.pk]
    assert GERDA not in json.dumps(changes)


def test_it_is_recorded_and_announced_once(as_gerda, gerda, article):
    first, second = confirmed(article, "Een."), confirmed(article, "Twee.")
    DBTaskResult.objects.all().delete()
    take(as_gerda, first, second)
    take(as_gerda, first, second)
    entries = AuditEntry.objects.filter(verb="taken_over")
    assert {entry.subject for entry in entries} == {f"comment:{c.pk}" for c in (first, second)}
    assert {entry.actor for entry in entries} == {gerda.pk}
    told = [task.args_kwargs["args"] for task in DBTaskResult.objects.all()]
    assert told.count(["taken_over", gerda.pk]) == 1


def test_of_what_was_not_chosen_is_asked_no_more(as_gerda, gerda, article):
    first, second = confirmed(article, "Een."), confirmed(article, "Twee.")
    take(as_gerda, first)
    assert not claim_offer_for(gerda).is_news
    html = as_gerda.get("/mijn/").content.decode()
    assert 'class="notice"' not in html
    # It is found back where it was.
    assert f'value="{second.pk}"' in as_gerda.get("/mijn/overnemen/").content.decode()
    # Of what is confirmed after that is asked again.
    Comment.objects.filter(pk=second.pk).update(confirmed_at=timezone.now() + timedelta(hours=1))
    assert claim_offer_for(gerda).is_news


def test_choosing_none_is_an_answer(as_gerda, gerda, article):
    comment = confirmed(article)
    take(as_gerda)
    assert owner(comment) is None
    assert not claim_offer_for(gerda).is_news


def test_many_are_taken_a_page_at_a_time(as_gerda, gerda, article, monkeypatch):
    monkeypatch.setattr("comments.views.claiming.MOST_CLAIMED_AT_ONCE", 2)
    made = [confirmed(article, f"Nummer {n}.") for n in range(5)]
    for expected in ("/mijn/overnemen/", "/mijn/overnemen/", "/mijn/"):
        listed = [c for c in reversed(made) if owner(c) is None][:2]
        assert claim_offer_for(gerda).is_news
        assert take(as_gerda, *listed).url == expected
    assert all(owner(comment) == gerda for comment in made)


def test_under_several_pieces(as_gerda, gerda, make_article):
    made = [confirmed(make_article(f"stuk-{n}")) for n in range(3)]
    take(as_gerda, *made)
    assert all(owner(comment) == gerda for comment in made)


# --- What follows ---------------------------------------------------------------------------------


def test_a_guests_old_links_lead_to_the_members_own(as_gerda, article, judge):
    comment = judge(confirmed(article), Verdict.REJECT)
    statement = comment.decisions.last().statement
    old = statement.get_absolute_url()
    confirming = tokens.confirmation_link(comment).partition("://")[2].partition("/")[2]
    take(as_gerda, comment)
    assert as_gerda.get(old).url == f"/reacties/redenen/{statement.pk}/"
    assert as_gerda.get(f"/{confirming}").url == "/mijn/"
    # To whoever else has the link it says nothing.
    stranger = Client()
    answer = stranger.get(old, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/login/")
    assert comment.text not in answer.content.decode()
    assert stranger.post(f"/{confirming}").status_code == 302
    assert stranger.get(f"/reacties/{comment.pk}/intrekken/").status_code == 404


def test_the_browser_that_wrote_it_as_a_guest_holds_it_no_more(as_gerda, article):
    browser = Client()
    form = {"text": "Van mij.", "name": "Gerda", "email": GERDA}
    key = "8c0ffee0-0000-4000-8000-000000000001"
    browser.post(f"{article.get_absolute_url()}reageer/", form | {"key": key})
    comment = actions.confirm_comment(Comment.objects.get())
    assert browser.get(f"/reacties/{comment.pk}/intrekken/").status_code == 200
    take(as_gerda, comment)
    assert browser.get(f"/reacties/{comment.pk}/intrekken/").status_code == 404
    assert as_gerda.get(f"/reacties/{comment.pk}/intrekken/").status_code == 200


def measured(moderator) -> Measure:
    return house_actions.impose_sanction(
        "hold", email="gerda+x@example.org", by=moderator, reason="Steeds hetzelfde.", days=7
    )


def test_a_measure_against_the_guest_holds_for_the_member(article, moderator, gerda):
    measured(moderator)
    assert sanction_status(Person.of(gerda)).held


def test_and_goes_along_when_the_address_changes(article, moderator, client):
    """Else another address would end every measure."""
    measure = measured(moderator)
    _sign_up(client)
    gerda = User.objects.get(email=GERDA)
    measure.refresh_from_db()
    assert measure.user == gerda
    gerda.email = "elders@example.org"
    gerda.save()
    assert sanction_status(Person.of(gerda)).held


# --- Being told -----------------------------------------------------------------------------------


def test_at_the_end_of_the_sign_up_she_is_told(client, article):
    confirmed(article, "Een."), confirmed(article, "Twee."), unconfirmed(article)
    html = _sign_up(client).content.decode()
    assert "Je schreef hier met dit adres 2 reacties als gast." in html
    assert '<a href="/mijn/overnemen/">' in html


def test_who_wrote_nothing_is_told_nothing(client, article):
    unconfirmed(article)
    assert "als gast" not in _sign_up(client).content.decode().partition("<article")[0]


def _sign_up(client: Client):
    client.post("/account/signup/", {"name": "Gerda Groen", "email": GERDA})
    code = next(
        line for line in mail.outbox[-1].body.splitlines() if line.replace("-", "").isdecimal()
    )
    return client.post("/account/confirm-email/", {"code": code}, follow=True)
