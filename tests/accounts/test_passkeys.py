"""Passkeys as far as no browser is needed: what strangers learn and can break. With a browser:
tests/journeys/test_signing_in.py."""

import json

import pytest
from allauth.mfa.webauthn.internal import auth
from django.core import mail
from django.test import Client

from accounts.models import User

SIGN_UP = "/account/signup/passkey/"
SIGN_IN = "/account/2fa/webauthn/login/"
FIELDS = {"name": "Nel Nieuw", "email": "nel@example.org"}


def test_signing_up_tells_nobody_who_is_a_member(client, reader, same_page):
    stranger = client.post(SIGN_UP, FIELDS, follow=True)
    other = Client()
    member = other.post(SIGN_UP, FIELDS | {"email": "Lies@Example.org"}, follow=True)
    assert stranger.redirect_chain == member.redirect_chain == [("/account/confirm-email/", 302)]
    assert same_page(member, "lies@example.org") == same_page(stranger, "nel@example.org")
    wrong = [
        same_page(browser.post("/account/confirm-email/", {"code": "000-000-000"}), address)
        for browser, address in ((client, "nel@example.org"), (other, "lies@example.org"))
    ]
    assert wrong[0] == wrong[1]
    assert User.objects.filter(email="lies@example.org").count() == 1
    assert [message.to for message in mail.outbox] == [["nel@example.org"], ["lies@example.org"]]


@pytest.mark.django_db
def test_the_passkey_comes_after_the_address_is_shown_to_be_theirs(client, last_code):
    client.post(SIGN_UP, FIELDS)
    assert client.get("/account/2fa/webauthn/signup/").status_code == 302
    page = client.post("/account/confirm-email/", {"code": last_code()})
    assert page.url == "/account/2fa/webauthn/signup/"
    page = client.get(page.url)
    assert page.status_code == 200
    assert "data-options=" in page.content.decode()
    # Who breaks off here has an account, and comes in with a code.
    client.post("/account/logout/", {"next": "/account/login/"})
    client.post("/account/login/", {"login": "nel@example.org", "by": "code"})
    client.post("/account/login/code/confirm/", {"code": last_code()})
    assert client.get("/account/").status_code == 200


@pytest.mark.django_db
def test_names_of_the_team_are_refused_here_too(client, author):
    page = client.post(SIGN_UP, FIELDS | {"name": author.name})
    assert page.context["form"].errors.keys() == {"name"}


@pytest.mark.django_db
def test_what_is_asked_of_a_passkey_names_nobody(client, reader):
    asked = client.get(SIGN_IN, headers={"Accept": "application/json"}).json()["request_options"]
    assert not asked["publicKey"].get("allowCredentials")
    assert asked["publicKey"]["userVerification"] == "required"
    assert reader.email not in json.dumps(asked)


@pytest.mark.django_db
def test_whose_passkey_it_is_follows_from_the_settings(client, settings, reader, rf):
    settings.SITE_HOST = "debat.example.org"
    asked = client.get(SIGN_IN, headers={"Accept": "application/json"}).json()["request_options"]
    assert asked["publicKey"]["rpId"] == "debat.example.org"


# A whole answer of a browser, for a challenge that was never asked.
WHOLE = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "response": {
        "clientDataJSON": "e30",
        "authenticatorData": "A" * 60,
        "signature": "AAAA",
        "userHandle": "MQ",
    },
    "clientExtensionResults": {},
}
NONSENSE = [
    "",
    "x",
    "null",
    "[]",
    "{}",
    '"x"',
    "1",
    '{"response": null}',
    '{"response": []}',
    '{"id": 1, "rawId": 1, "response": {}, "type": 1}',
    json.dumps(WHOLE),
    json.dumps(WHOLE | {"response": {}}),
    json.dumps(WHOLE | {"id": "€", "rawId": "€"}),
    json.dumps(WHOLE | {"response": WHOLE["response"] | {"userHandle": None}}),
    json.dumps(WHOLE | {"response": WHOLE["response"] | {"userHandle": "€"}}),
    json.dumps(WHOLE | {"response": WHOLE["response"] | {"userHandle": 1}}),
    json.dumps(WHOLE | {"response": WHOLE["response"] | {"userHandle": "OTk5" * 7}}),
    json.dumps(WHOLE | {"response": WHOLE["response"] | {"clientDataJSON": "x"}}),
    json.dumps(WHOLE | {"response": WHOLE["response"] | {"clientDataJSON": {}}}),
    json.dumps(WHOLE | {"response": WHOLE["response"] | {"authenticatorData": "AA"}}),
    json.dumps(WHOLE | {"response": WHOLE["response"] | {"authenticatorData": []}}),
    json.dumps(WHOLE | {"response": {"clientDataJSON": "e30", "attestationObject": "oA"}}),
    json.dumps(WHOLE | {"response": {"clientDataJSON": "e30", "attestationObject": "€"}}),
    "[" * 5000,
]


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_opens_nothing_and_breaks_nothing(client, reader, settings, credential):
    settings.MFA_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS = False
    for asked_first in (False, True):
        if asked_first:
            client.get(SIGN_IN, headers={"Accept": "application/json"})
        page = client.post(SIGN_IN, {"credential": credential})
        assert page.status_code in (200, 302)
        assert "_auth_user_id" not in client.session
    client.force_login(reader)
    reader.set_unusable_password()
    reader.save()
    client.force_login(reader)
    client.get("/account/2fa/webauthn/add/")
    page = client.post("/account/2fa/webauthn/add/", {"name": "x", "credential": credential})
    assert page.status_code == 200
    assert not reader.authenticator_set.exists()


@pytest.mark.django_db
def test_trying_is_limited(client):
    answers = [client.post(SIGN_IN, {"credential": "{}"}).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


def test_a_passkey_of_another_is_not_there(client, reader, author):
    theirs = author.authenticator_set.create(type="webauthn", data={"name": "x", "credential": {}})
    reader.set_unusable_password()
    reader.save()
    client.force_login(reader)
    for verb in ("edit", "remove"):
        address = f"/account/2fa/webauthn/keys/{theirs.pk}/{verb}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "mijn"}).status_code == 404
    assert author.authenticator_set.get().data["name"] == "x"
    assert auth.STATE_SESSION_KEY not in client.session
