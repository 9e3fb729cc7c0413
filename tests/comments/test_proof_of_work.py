"""The proof of work that guests are asked for while a flood of them is on."""

import json
import time
import uuid
from base64 import b64decode, b64encode
from datetime import timedelta

import altcha
import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation

from comments import actions, proof_of_work
from comments.models import Comment, FloodSwitch, RuleSetting
from moderation.models import AuditEntry
from tests.comments.test_judging import held_by

Mode = FloodSwitch.Mode


@pytest.fixture(autouse=True)
def _light(settings):
    """Real challenges that take a moment only; guests need not confirm."""
    translation.activate("en")
    settings.PROOF_TRIES, settings.PROOF_ROUNDS = (3, 6), 10
    settings.COMMENTS_GUESTS = "hold"
    settings.COMMENTS_FLOOD_GUESTS = 2


@pytest.fixture
def flood(db) -> None:
    actions.set_flood_mode(Mode.ON)


def solved(challenge: dict) -> str:
    made = altcha.Challenge.from_dict(challenge)
    return altcha.Payload(made, altcha.solve_challenge(made, altcha.derive_key_pbkdf2)).to_base64()


@pytest.fixture
def react(client, article):
    """Send the form with this key, and say what became of it."""

    def react(key: uuid.UUID, payload: str = "", text: str = "Dat zie ik anders.", **typed):
        form = client.get(reverse("compose", args=[article.slug])).context["form"]
        sent = {"key": key, "opened": form.initial["opened"], "proof": payload, "text": text}
        guest = {"name": "Daan", "email": f"{uuid.uuid4().hex[:12]}@example.org"}
        answer = client.post(reverse("compose", args=[article.slug]), sent | guest | typed)
        assert answer.status_code == 302, answer.content.decode()
        return Comment.objects.order_by("pk").last()

    return react


@pytest.fixture(autouse=True)
def _patient(settings):
    settings.COMMENTS_FASTEST = 0
    settings.COMMENTS_MOST_A_MINUTE = 100


# --- Challenge and proof -------------------------------------------------------------------------


def test_a_solved_challenge_counts_for_its_own_key_alone(db):
    key = uuid.uuid4()
    payload = solved(proof_of_work.create_proof_challenge(key))
    assert proof_of_work.is_challenge_solved(payload, key)
    assert not proof_of_work.is_challenge_solved(payload, uuid.uuid4())


def test_a_challenge_lasts_for_some_hours(db, monkeypatch):
    key = uuid.uuid4()
    payload = solved(proof_of_work.create_proof_challenge(key))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + proof_of_work.CHALLENGE_SECONDS - 5)
    assert proof_of_work.is_challenge_solved(payload, key)
    monkeypatch.setattr(time, "time", lambda: now + proof_of_work.CHALLENGE_SECONDS + 5)
    assert not proof_of_work.is_challenge_solved(payload, key)


def tampered(payload: str, *path: str, value) -> str:
    data = json.loads(b64decode(payload))
    part = data
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    return b64encode(json.dumps(data).encode()).decode()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("challenge", "parameters", "cost"), 1),
        (("challenge", "parameters", "expiresAt"), 2_000_000_000_0),
        (("challenge", "parameters", "keyPrefix"), "00"),
        (("challenge", "parameters", "data"), {"key": "0" * 32}),
        (("challenge", "parameters", "data"), None),
        (("challenge", "signature"), "00" * 32),
        (("challenge", "signature"), None),
        (("solution", "derivedKey"), "00" * 32),
        (("solution", "derivedKey"), ["00"]),
        (("solution",), {}),
    ],
)
def test_what_was_tampered_with_is_no_proof(path, value, db):
    key = uuid.uuid4()
    payload = solved(proof_of_work.create_proof_challenge(key))
    assert not proof_of_work.is_challenge_solved(tampered(payload, *path, value=value), key)


@pytest.mark.parametrize("payload", ["", "x", "e30=", "bnVsbA==", "W10=", "é", "[" * 3000, "\0"])
def test_rubbish_is_no_proof(payload, db):
    assert not proof_of_work.is_challenge_solved(payload, uuid.uuid4())


def test_a_challenge_of_another_site_is_no_proof(db, settings):
    key = uuid.uuid4()
    settings.SECRET_KEY = "another"
    payload = solved(proof_of_work.create_proof_challenge(key))
    settings.SECRET_KEY = "ours"
    assert not proof_of_work.is_challenge_solved(payload, key)


# --- When a flood is on --------------------------------------------------------------------------


def test_a_flood_is_more_guests_in_some_minutes_than_the_site_allows(write, article, reader):
    write(article, "Een.")
    write(article, "Twee.", email="twee@example.org")
    write(article, "Een lid telt niet mee.", user=reader)
    assert not proof_of_work.is_proof_required()
    write(article, "Drie.", email="drie@example.org")
    assert proof_of_work.is_proof_required()
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=6))
    assert not proof_of_work.is_proof_required()


@pytest.mark.parametrize(("mode", "quiet", "busy"), [("off", 0, 0), ("auto", 0, 1), ("on", 1, 1)])
def test_an_editor_can_switch_it(mode, quiet, busy, write, article):
    actions.set_flood_mode(mode)
    assert proof_of_work.is_proof_required() == quiet
    for n in range(3):
        write(article, f"Reactie {n}.", email=f"gast{n}@example.org")
    assert proof_of_work.is_proof_required() == busy


def test_the_switch_is_for_editors_and_in_the_record(client, moderator, editor):
    url = reverse("flood")
    assert client.post(url, {"mode": "on"}).status_code == 302
    client.force_login(moderator)
    assert client.post(url, {"mode": "on"}).status_code == 403
    assert FloodSwitch.mode_now() == Mode.AUTO
    client.force_login(editor)
    assert client.post(url, {"mode": "sometimes"}).status_code == 400
    for _ in range(2):
        assert client.post(url, {"mode": "on"}).status_code == 302
    assert FloodSwitch.mode_now() == Mode.ON
    [entry] = AuditEntry.objects.filter(verb="flood_switch")
    assert (entry.actor, entry.details) == (editor.pk, {"was": "auto", "became": "on"})
    assert "Guests are currently asked for it." in client.get(reverse("rules")).content.decode()


# --- What a guest is asked, and what becomes of it -----------------------------------------------


def test_nothing_is_asked_while_all_is_quiet(client, react):
    answer = client.get(reverse("proof"), {"key": uuid.uuid4()})
    assert (answer.status_code, answer.content) == (204, b"")
    comment = react(uuid.uuid4())
    assert "proof" not in comment.signs
    assert held_by(comment) != "proof_of_work"


def test_who_did_the_work_is_not_held_for_it(flood, client, react):
    key = uuid.uuid4()
    answer = client.get(reverse("proof"), {"key": key})
    assert "no-store" in answer["Cache-Control"]
    comment = react(key, solved(answer.json()))
    assert comment.signs["proof"] == str(key)
    assert held_by(comment) != "proof_of_work"


def test_who_did_not_is_held_and_not_refused(flood, react):
    comment = react(uuid.uuid4())
    assert (comment.status, held_by(comment)) == ("pending", "proof_of_work")


@pytest.mark.parametrize(("mode", "status"), [("reject", "rejected"), ("off", "pending")])
def test_the_rule_may_refuse_or_be_off(mode, status, flood, react):
    actions.set_rules({"proof_of_work": RuleSetting.Mode(mode)})
    comment = react(uuid.uuid4())
    assert comment.status == status
    assert comment.decisions.get().rule == ("proof_of_work" if mode == "reject" else "guest")


def test_a_proof_is_used_once(flood, react):
    """Sent again with other words it is another reaction, under another key: without a proof."""
    key = uuid.uuid4()
    payload = solved(proof_of_work.create_proof_challenge(key))
    assert held_by(react(key, payload)) != "proof_of_work"
    cache.clear()  # nothing about it is kept there, so another process knows it too
    again = react(key, payload, "Koop nu mijn boek, het is echt heel goed.")
    assert held_by(again) == "proof_of_work"


def test_a_proof_made_for_another_form_is_none(flood, react):
    assert (
        held_by(react(uuid.uuid4(), solved(proof_of_work.create_proof_challenge(uuid.uuid4()))))
        == "proof_of_work"
    )


def test_a_member_is_asked_nothing(flood, client, reader, article):
    client.force_login(reader)
    assert client.get(reverse("proof"), {"key": uuid.uuid4()}).status_code == 204
    page = client.get(reverse("compose", args=[article.slug])).content.decode()
    assert "data-proof" not in page
    client.post(
        reverse("compose", args=[article.slug]),
        {"key": uuid.uuid4(), "text": "Als lid zeg ik dit."},
    )
    assert Comment.objects.get().is_published


def test_a_guest_who_confirms_later_is_judged_by_what_was_sent(flood, react, settings):
    settings.COMMENTS_GUESTS = "confirm"
    key = uuid.uuid4()
    good, bad = react(key, solved(proof_of_work.create_proof_challenge(key))), react(uuid.uuid4())
    actions.set_flood_mode(Mode.OFF)
    assert held_by(actions.confirm_comment(good)) == ""
    assert held_by(actions.confirm_comment(bad)) == "proof_of_work"


def test_without_javascript_the_form_says_what_happens(flood, client, article):
    url = reverse("compose", args=[article.slug])
    line = "Without JavaScript, your reaction waits for a moderator first."
    cache.clear()
    assert line not in client.get(url).content.decode()
    proof_of_work.is_proof_required()  # as the next guest's sending looks
    assert line in client.get(url).content.decode()


@pytest.mark.parametrize("key", ["", "x", "0" * 33])
def test_a_challenge_needs_a_key(key, flood, client):
    assert client.get(reverse("proof"), {"key": key}).status_code == 400


def test_challenges_are_limited(flood, client):
    answers = [client.get(reverse("proof"), {"key": uuid.uuid4()}).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]


def test_the_vendored_solver_is_what_its_readme_says(settings):
    """Unchanged, with its licence, and without a word that our policy would stop."""
    home = settings.BASE_DIR / "static" / "vendor" / "altcha"
    script = (home / "pbkdf2.js").read_text()
    assert "MIT License" in (home / "LICENSE.txt").read_text()
    for forbidden in ("eval(", "new Function", "importScripts", "http://", "https://"):
        assert forbidden not in script
