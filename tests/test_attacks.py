"""The first attempts of an attacker, all refused."""

import uuid

import pytest
from django.test import Client

from comments import actions, tokens
from comments.models import Comment

OURS = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _our_address(settings):
    settings.SITE_URL, settings.CSRF_TRUSTED_ORIGINS = OURS, [OURS]
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]


@pytest.fixture
def guest():
    """Makes the browsers of guests."""
    return lambda: Client(headers={"Origin": OURS, "Host": "127.0.0.1:8000"})


def form(**fields) -> dict:
    return {
        "text": "Dat zie ik anders.",
        "name": "Daan",
        "email": "daan@example.org",
        "key": str(uuid.uuid4()),
    } | fields


# --- Forms of other sites ------------------------------------------------------------------------

FORGED = [
    {},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:8001"},
    {"Origin": "https://127.0.0.1:8000"},
    {"Origin": "http://127.0.0.1:8000.evil.example"},
    {"Origin": "http://evil.example"},
    {"Origin": OURS, "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin, cross-site"},
    {"Sec-Fetch-Site": "cross-site", "HX-Request": "true"},
    {"Referer": f"{OURS}/"},
]


@pytest.mark.parametrize("headers", FORGED, ids=str)
def test_a_form_of_another_site_writes_nothing(article, headers):
    browser = Client(enforce_csrf_checks=True, headers={"Host": "127.0.0.1:8000"})
    answer = browser.post(f"/opinie/{article.slug}/reageer/", form(), headers=headers)
    assert answer.status_code == 403
    assert not Comment.objects.exists()


@pytest.mark.parametrize("headers", FORGED, ids=str)
@pytest.mark.parametrize("address", ["/account/login/", "/account/logout/", "/account/signup/"])
def test_a_form_of_another_site_signs_nobody_in_or_out(db, address, headers):
    browser = Client(enforce_csrf_checks=True, headers={"Host": "127.0.0.1:8000"})
    assert browser.post(address, {"login": "x@example.org"}, headers=headers).status_code == 403


def test_our_own_form_needs_no_cookie(article):
    for headers in ({"Origin": OURS}, {"Sec-Fetch-Site": "same-origin"}):
        browser = Client(enforce_csrf_checks=True, headers={"Host": "127.0.0.1:8000"})
        answer = browser.post(f"/opinie/{article.slug}/reageer/", form(), headers=headers)
        assert answer.status_code == 302


def test_looking_at_the_way_out_signs_nobody_out(client, reader):
    client.force_login(reader)
    client.get("/account/logout/")
    assert client.get("/account/").status_code == 200


# --- What belongs to another ---------------------------------------------------------------------


@pytest.mark.parametrize("who", ["stranger", "reader", "author", "moderator", "editor"])
def test_nobody_manages_the_reaction_of_another(request, article, guest, who):
    guest().post(f"/opinie/{article.slug}/reageer/", form(text="Alleen van mij."))
    comment = Comment.objects.get()
    browser = guest()
    if who != "stranger":
        browser.force_login(request.getfixturevalue(who))
    for verb in ("bewerken", "intrekken", "mail"):
        answer = browser.post(f"/reacties/{comment.pk}/{verb}/", {"text": "Van mij."})
        assert answer.status_code == 404, verb
        # Byte for byte the same as for one that does not exist, but for its own address.
        nowhere = browser.post(f"/reacties/{comment.pk + 1}/{verb}/", {"text": "Van mij."})
        ours, theirs = (
            answer.content.replace(b"/%d/" % comment.pk, b"/#/"),
            nowhere.content.replace(b"/%d/" % (comment.pk + 1), b"/#/"),
        )
        assert ours == theirs, verb
    comment.refresh_from_db()
    assert (comment.status, comment.text) == ("unconfirmed", "Alleen van mij.")


def test_nobody_judges_what_is_not_confirmed(client, article, guest, moderator):
    guest().post(f"/opinie/{article.slug}/reageer/", form())
    comment = Comment.objects.get()
    client.force_login(moderator)
    seen = {"verdict": "approve", "status": "unconfirmed", "revision": 1}
    assert client.post(f"/moderatie/{comment.pk}/", seen).status_code == 404


# --- The link in the mail ------------------------------------------------------------------------


def test_a_forged_link_confirms_nothing(article, guest):
    guest().post(f"/opinie/{article.slug}/reageer/", form())
    comment = Comment.objects.get()
    path = tokens.confirmation_link(comment).removeprefix(OURS)
    token = path.rstrip("/").rpartition("/")[2]
    payload, _, signature = token.partition(":")
    other = Comment(pk=comment.pk + 1, email=comment.email, language="nl")
    theirs = tokens.confirmation_link(other).rstrip("/").rpartition("/")[2].partition(":")[0]
    for forged in (f"x{token}", token.lower(), f"{theirs}:{signature}", payload, f"{payload}::"):
        assert guest().post(path.replace(token, forged)).status_code == 404, forged
    comment.refresh_from_db()
    assert comment.status == "unconfirmed"


def test_a_link_brings_nothing_back_that_was_withdrawn(article, guest):
    browser = guest()
    browser.post(f"/opinie/{article.slug}/reageer/", form())
    comment = Comment.objects.get()
    path = tokens.confirmation_link(comment).removeprefix(OURS)
    browser.post(path)
    comment.refresh_from_db()
    assert comment.status == "published"
    actions.withdraw_comment(comment)
    browser.post(path)
    comment.refresh_from_db()
    assert comment.status == "withdrawn"


# --- Ways out ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "http://127.0.0.1:8000@evil.example/",
    ],
)
def test_signing_in_leads_nowhere_else(guest, reader, address):
    browser = guest()
    fields = {"login": reader.email, "password": "een-lang-wachtwoord", "next": address}
    answer = browser.post("/account/login/", fields)
    assert (answer.status_code, answer["Location"]) == (302, "/")
