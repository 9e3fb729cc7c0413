"""Holes that were found and closed, each with the request that went through it."""

import time
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from accounts.identity import Person
from articles.models import Article, Byline
from comments import actions, live, render
from comments.forms import CommentForm
from comments.models import Comment, Statement, WatchedWord
from comments.permissions import may_sign_comment
from comments.questions import asks
from common.clients import _network
from common.email import mailbox
from common.html.safe import SafeText
from moderation import actions as house_actions
from moderation import sanctions
from tests.guests import confirmed

OURS = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _ours(settings):
    settings.SITE_URL, settings.CSRF_TRUSTED_ORIGINS = OURS, [OURS]
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]


def guest():
    return Client(headers={"Origin": OURS, "Host": "127.0.0.1:8000"})


def form(**fields):
    return {
        "text": "Dat zie ik anders.",
        "name": "Daan",
        "email": "daan@example.org",
        "key": str(uuid.uuid4()),
    } | fields


def test_two_texts_under_one_key_are_both_kept_and_neither_is_the_others(article):
    key = str(uuid.uuid4())
    first, second = guest(), guest()
    first.post(f"/opinie/{article.slug}/reageer/", form(key=key, text="Geheim van mij."))
    second.post(
        f"/opinie/{article.slug}/reageer/",
        form(key=key, text="Iets anders.", email="b@example.org"),
    )
    assert Comment.objects.count() == 2
    page = second.get(f"/opinie/{article.slug}/").content.decode()
    assert "Geheim van mij." not in page
    assert "daan@example.org" not in page


def test_a_change_that_is_asked_for_again_is_not_drawn_again(article, write, monkeypatch):
    for n in range(20):
        write(article, f"Reactie {n}.")
    drawn = []
    real = render.render_fragment
    monkeypatch.setattr(
        render, "render_fragment", lambda c, lang: drawn.append(c.pk) or real(c, lang)
    )
    for _ in range(3):
        live.thread_changes(article.pk, 1, "nl")
    assert len(drawn) <= 20


def test_a_strange_host_is_a_bad_request_and_no_fault_of_ours(db):
    browser = Client(raise_request_exception=False)
    assert browser.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_the_other_language_is_on_this_site(db):
    page = guest().get("/", PATH_INFO="//evil.example/moderatie/").content.decode()
    assert 'href="//' not in page


@pytest.mark.parametrize(
    "name",
    [
        "Redactie",
        "De redactie",
        "Auteur",
        "Moderator",
        "Weerwoord",
        "Adriaan Auteur (auteur)",
        "drs. Adriaan Auteur",
        "Auteur Adriaan",
    ],
)
def test_a_guest_cannot_pass_for_the_team(article, name):
    assert not may_sign_comment(name, AnonymousUser(), article)


def test_a_watched_word_in_the_affiliation_holds(article, reader):
    WatchedWord.objects.create(word="casino")
    reader.affiliation = "casino.example, auteur van dit stuk"
    reader.save()
    comment = actions.submit_comment(
        article,
        actions.CommentWriter.member(reader),
        text=SafeText("Mooi stuk."),
        key=uuid.uuid4(),
        language="nl",
    )
    assert comment.status == "pending"


def test_another_name_makes_a_first_time_again(article):
    Article.objects.filter(pk=article.pk).update(policy="first_time")
    article.refresh_from_db()

    def send(name):
        c = actions.submit_comment(
            article,
            actions.CommentWriter(name=name, email="t@example.org"),
            text=SafeText("Tekst."),
            key=uuid.uuid4(),
            language="nl",
            confirm_first=True,
        )
        return actions.confirm_comment(c)

    first = send("Nette Lezer")
    by = Byline.objects.get(article=article).user
    actions.decide_comment(first, "approve", by=by, seen=actions.SeenState.of(first))
    assert send("Heel Iemand Anders").status == "pending"


def test_the_name_of_a_writer_who_is_not_published_yet_is_not_told(article):
    draft = Article.objects.create(slug="concept", title="x", body="x")
    Byline.objects.create(article=draft, name="Geheime Gastauteur")
    assert may_sign_comment("Geheime Gastauteur", AnonymousUser(), article)


@pytest.mark.parametrize("page", ["/account/login/code/", "/account/signup/"])
def test_one_mailbox_is_not_filled_by_way_of_the_account_pages(page, db, mailoutbox):
    """Each address is another to the limits there, and each network begins anew."""
    for n in range(15):
        stranger = Client(REMOTE_ADDR=f"192.0.2.{n}")
        form = {"email": f"jan+{n}@example.org", "name": f"Jan {n}"}
        assert stranger.post(page, form).status_code == 302
    assert len(mailoutbox) == 10
    Client().post(page, {"email": "piet@example.org", "name": "Piet"})
    assert len(mailoutbox) == 11


def test_the_administration_leads_to_no_secret_page(article, administrator, moderator):
    """That of a guest's statement is a signed link: by it anyone objects in the guest's name."""
    comment = confirmed(article, "Tekst die weg moet.")
    seen = actions.SeenState.of(comment)
    actions.decide_comment(comment, "reject", by=moderator, seen=seen, reason="insult")
    statement = Statement.objects.get(decision__comment=comment)
    kind = ContentType.objects.get_for_model(Statement)
    browser = Client()
    browser.force_login(administrator)
    assert browser.get("/beheer/").status_code == 200
    assert browser.get(f"/beheer/r/{kind.pk}/{statement.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["a" * 300, "a/" * 3000 + "a"])
def test_a_long_address_of_a_picture_is_simply_not_there(path, db):
    assert Client().get(f"/media/{path}.webp").status_code == 404


def test_a_row_of_opening_quotes_takes_no_time():
    """Each was followed to the end of the line: half a second for one reaction."""
    begin = time.process_time()
    for sign in "“„«‘":
        assert not asks(f"<p>{sign * 5000}</p>")
    assert time.process_time() - begin < 0.2


@pytest.mark.parametrize(
    "address",
    [
        "Jan+krant@Example.org",
        '"jan"@example.org',
        '"j\\an+x"@example.org',
        "jan@\uff45xample.org",  # a full-width e
        "jan@exam\u00adple.org",  # a hyphen that is not shown
    ],
)
def test_an_address_in_other_letters_is_no_other_mailbox(address, editor):
    """All of these are valid, and delivered at the same one: a banned writer would be another at
    each, and one mailbox could be sent ten mails an hour for each of them."""
    house_actions.impose_sanction(
        "ban", email="jan@example.org", by=editor, reason="Alweer reclame.", days=7
    )
    address = CommentForm.base_fields["email"].clean(address)
    assert sanctions.sanction_status(Person.of(None, address)).suspension


@pytest.mark.parametrize("address", ["j.a.n@gmail.com", "jan@googlemail.com"])
def test_a_mailbox_of_google_is_one_with_or_without_dots(address):
    assert mailbox(address) == mailbox("jan@gmail.com") != mailbox("jan@example.org")
    assert mailbox("j.an@example.org") != mailbox("jan@example.org")


def test_a_quoted_name_may_hold_what_divides_others():
    assert mailbox('"a@b"@example.org') == "a@b@example.org"
    assert mailbox('"@example.org') == '"@example.org'


def test_two_visitors_on_a_dual_stack_socket_are_two():
    assert _network("::ffff:1.2.3.4") != _network("::ffff:9.9.9.9")
