"""A guest's link and a member's claim tell others nothing, in any byte."""

from itertools import product

import pytest
from django.test import Client

from comments import actions, live
from comments.models import Comment
from tests.conftest import make_user
from tests.guests import ask, come_in, confirmed, unconfirmed

ADDRESS, ACCOUNT = "geheimadres@example.org", "Geheime Accountnaam"
PENDING, UNCONFIRMED = "geheimwachtend", "geheimonbevestigd"
SECRETS = (ADDRESS, ACCOUNT, PENDING, UNCONFIRMED)


@pytest.fixture
def scene(article, watched_word):
    """A guest with something of everything, part of which became a member's."""
    public = [confirmed(article, f"Openbaar {n}.", email=ADDRESS) for n in range(3)]
    pending = confirmed(article, f"{PENDING} verboden", email=ADDRESS)
    not_confirmed = unconfirmed(article, UNCONFIRMED, email=ADDRESS)
    member = make_user(ADDRESS, ACCOUNT)
    actions.claim_comments(member, [public[0].pk, pending.pk], decline=True)
    return [*public, pending, not_confirmed]


@pytest.fixture
def watched_word(db):
    actions.add_watched_words(
        ["verboden"], by=make_user("eva2@example.org", "Eva Tweede", "editors")
    )


def others(reader) -> dict[str, Client]:
    """A stranger, another member, and another guest by link."""
    member, guest = Client(), Client()
    member.force_login(reader)
    come_in(guest, "ander@example.org")
    return {"stranger": Client(), "member": member, "guest": guest}


def test_no_page_tells_of_it(article, scene, reader):
    confirmed(article, "Van een ander.", email="ander@example.org", name="Ander")
    ask(Client(), ADDRESS)
    piece = article.get_absolute_url()
    paths = ["/", piece, f"{piece}logboek/", "/logboek/", "/mijn/", "/mijn/link/"]
    paths += ["/mijn/link/onderweg/", "/mijn/overnemen/", "/mijn/tot-ziens/", "/mijn/link/x/"]
    paths += [f"/mijn/?na={comment.pk}" for comment in scene]
    article.refresh_from_db()
    paths += [f"{piece}veranderd/?since={since}" for since in range(article.version + 1)]
    for comment, verb in product(scene, ("bewerken", "intrekken")):
        paths.append(f"/reacties/{comment.pk}/{verb}/")
    for (who, client), prefix, path in product(others(reader).items(), ("", "/en"), paths):
        answer = client.get(prefix + path, follow=True)
        told = f"{answer.headers} {answer.content.decode()}"
        found = [secret for secret in SECRETS if secret in told]
        assert not found, (who, prefix + path, found)


def test_nor_does_what_is_sent_to_open_pages(article, scene):
    article.refresh_from_db()
    for language, since in product(("nl", "en"), range(article.version)):
        _version, frame = live.thread_changes(article.pk, since, language)
        assert not [secret for secret in SECRETS if secret in frame]


def test_nor_may_others_do_anything_with_it(article, scene, reader):
    confirmed(article, "Van een ander.", email="ander@example.org", name="Ander")
    before = list(Comment.objects.order_by("pk").values())
    for client in others(reader).values():
        for comment, verb in product(scene, ("bewerken", "intrekken", "mail")):
            answer = client.post(f"/reacties/{comment.pk}/{verb}/", {"text": "Van mij."})
            assert answer.status_code == 404
        client.post("/mijn/overnemen/", {"reaction": [comment.pk for comment in scene]})
    assert list(Comment.objects.order_by("pk").values()) == before
