"""Writing a reaction: once, by whoever may, and without losing a word that was typed."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import roles
from articles.models import Article
from comments import actions, tasks, tokens
from comments.models import Comment
from common.html.safe import SafeText

ADDRESS = "/opinie/samen/reageer/"


def test_an_answer_comes_right_after_what_it_answers(article, write):
    first, second = write(article), write(article, name="Fatma")
    answer = write(article, "Mee eens.", parent=first)
    numbers = [c.number for c in Comment.objects.thread(article)]
    assert numbers == [first.number, answer.number, second.number] == [1, 3, 2]


def test_the_same_form_twice_is_one_reaction(article):
    key = uuid.uuid4()
    writer = actions.CommentWriter(name="Daan", email="daan@example.org")
    first, again = (
        actions.submit_comment(article, writer, text=SafeText("Een keer."), key=key, language="nl")
        for _ in range(2)
    )
    assert first == again
    assert Comment.objects.count() == 1


def test_the_same_form_twice_mails_once(article):
    key = uuid.uuid4()
    writer = actions.CommentWriter(name="Daan", email="daan@example.org")
    for _ in range(3):
        actions.submit_comment(
            article, writer, text=SafeText("Eens."), key=key, language="nl", confirm_first=True
        )
    assert DBTaskResult.objects.count() == 1


def form(**fields) -> dict:
    guest = {"name": "Daan", "email": "daan@example.org"}
    return {"text": "Dat zie ik anders.", "key": str(uuid.uuid4())} | guest | fields


# --- Over HTTP ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "code", "status"),
    [("confirm", 302, "unconfirmed"), ("hold", 302, "pending"), ("members", 403, None)],
)
def test_the_site_says_how_guests_write(mode, code, status, settings, client, article):
    settings.COMMENTS_GUESTS = mode
    answer = client.post(ADDRESS, form())
    assert answer.status_code == code
    assert [c.status for c in Comment.objects.all()] == ([status] if status else [])
    if status is None:
        assert "Dat zie ik anders." in answer.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": "  \n "},
        {"text": "ab"},
        {"text": "x" * 5001},
        {"text": "\u200b\u200b\u200b\u200b"},
        {"text": "<" * 101},
        {"name": ""},
        {"name": "x" * 61},
        {"email": "geen adres"},
        {"email": ""},
        {"key": "x"},
        {"key": ""},
        {"parent": "999999"},
        {"parent": "x"},
        {"parent": str(10**40)},
        {"parent": "-1"},
    ],
    ids=str,
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(fields, headers, prefix, client, article):
    sent = form(**fields)
    answer = client.post(prefix + ADDRESS, sent, headers=headers)
    assert answer.status_code == 422
    page = answer.content.decode()
    for name in ("text", "name", "email"):
        if sent[name].strip() and sent[name].isascii() and "<" not in sent[name]:
            assert sent[name] in page
    assert not Comment.objects.exists()


def test_an_answer_to_what_is_not_public_is_kept_for_a_place_of_its_own(client, article, in_state):
    for state in ("pending", "unconfirmed", "rejected", "removed", "withdrawn"):
        parent = in_state(state)
        sent = form(parent=parent.pk)
        answer = client.post(ADDRESS, sent)
        assert answer.status_code == 422
        assert "Dat zie ik anders." in answer.content.decode()
        assert f'value="{parent.pk}"' not in answer.content.decode()
        assert not Comment.objects.filter(key=sent["key"]).exists()


def test_an_answer_to_a_reaction_under_another_article_is_refused(
    client, article, make_article, write
):
    elsewhere = write(make_article("elders"))
    assert client.post(ADDRESS, form(parent=elsewhere.pk)).status_code == 422


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": Article.Status.DRAFT}, 404),
        ({"status": Article.Status.WITHDRAWN}, 404),
        ({"published_at": timezone.now() + timedelta(days=1)}, 404),
        ({"closed_at": timezone.now() - timedelta(minutes=1)}, 403),
    ],
)
def test_nobody_writes_where_nobody_may(fields, code, client, article, reader):
    Article.objects.filter(pk=article.pk).update(**fields)
    client.force_login(reader)
    assert client.post(ADDRESS, form()).status_code == code
    assert not Comment.objects.exists()


def test_a_member_signs_with_their_own_name(client, article, reader):
    client.force_login(reader)
    client.post(ADDRESS, form(name="Iemand Anders", email="ander@example.org"))
    comment = Comment.objects.get()
    assert (comment.name, comment.user, comment.email) == (reader.name, reader, "")


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"}, False),
        ({"Origin": "http://127.0.0.1:8000"}, True),
        ({"Origin": "http://127.0.0.1:9000"}, False),
        ({"Origin": "https://127.0.0.1:8000"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({}, False),
    ],
)
def test_no_other_site_writes_in_a_readers_name(headers, passes, settings, article):
    settings.SITE_URL = "http://127.0.0.1:8000"
    answer = Client(enforce_csrf_checks=True).post(ADDRESS, form(), headers=headers)
    assert answer.status_code == (302 if passes else 403)


def test_too_much_at_once_is_refused_and_kept(settings, client, article, reader):
    settings.RATE_LIMITS = True
    client.force_login(reader)
    codes = [client.post(ADDRESS, form(text=f"Tekst {n}.")).status_code for n in range(9)]
    assert codes == [302] * 8 + [429]
    answer = client.post(ADDRESS, form(text="Dit wil ik niet kwijt."))
    assert "Dit wil ik niet kwijt." in answer.content.decode()


# --- The link in the mail -------------------------------------------------------------------------


@pytest.fixture
def unconfirmed(in_state) -> Comment:
    return in_state("unconfirmed")


def test_looking_at_the_link_changes_nothing_and_the_button_works_once(client, unconfirmed):
    tasks.send_confirmation.func(unconfirmed.pk)
    [sent] = mail.outbox
    assert sent.to == ["daan@example.org"]
    [link] = [word for word in sent.body.split() if "/bevestigen/" in word]
    path = link[link.index("/reacties/") :]
    for method in (client.get, client.head, client.get):
        assert method(path).status_code == 200
        unconfirmed.refresh_from_db()
        assert unconfirmed.status == "unconfirmed"
    assert client.post(path).status_code == 302
    for again in (client, Client()):
        assert again.post(path).status_code < 400
    unconfirmed.refresh_from_db()
    assert (unconfirmed.status, unconfirmed.number) == ("published", 1)


def test_a_link_that_we_did_not_make_does_nothing(client, unconfirmed):
    path = tokens.confirmation_link(unconfirmed).partition("8000")[2]
    path = path[path.index("/reacties/") :]
    for wrong in (
        path[:-2] + "/",
        path.replace("bevestigen/", "bevestigen/x"),
        path[:-5] + "AAAA/",
    ):
        assert client.post(wrong).status_code == 404
    unconfirmed.refresh_from_db()
    assert unconfirmed.status == "unconfirmed"


def test_a_link_expires(client, unconfirmed, settings):
    path = tokens.confirmation_link(unconfirmed)
    path = path[path.index("/reacties/") :]
    late = timezone.now() - timedelta(hours=settings.COMMENTS_CONFIRM_HOURS, minutes=1)
    Comment.objects.filter(pk=unconfirmed.pk).update(created_at=late)
    assert client.post(path).status_code == 410
    unconfirmed.refresh_from_db()
    assert unconfirmed.status == "unconfirmed"


def test_a_mail_server_that_is_away_is_tried_again(unconfirmed, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks.email, "send_templated_mail", away)
    before = DBTaskResult.objects.count()
    tasks.send_confirmation.func(unconfirmed.pk)
    assert DBTaskResult.objects.count() == before + 1
    assert DBTaskResult.objects.filter(run_after__gt=timezone.now()).exists()


# --- One's own ------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["bewerken", "intrekken", "mail"])
def test_anothers_reaction_answers_as_one_that_does_not_exist(verb, client, article, write, reader):
    comment = write(article)
    theirs = write(article, user=reader)
    for who in (None, "moderator"):
        for pk in (comment.pk, theirs.pk, 10**6):
            path = f"/reacties/{pk}/{verb}/"
            assert client.post(path, {"text": "Van mij."}).status_code == 404, who
    assert set(Comment.objects.values_list("status", flat=True)) == {"published"}


def test_a_guest_edits_and_withdraws_in_the_same_browser_only(client, article, settings):
    client.post(ADDRESS, form())
    comment = Comment.objects.get()
    path = f"/reacties/{comment.pk}/bewerken/"
    assert Client().post(path, {"text": "Van een ander."}).status_code == 404
    assert client.post(path, {"text": "Beter gezegd."}).status_code == 302
    comment.refresh_from_db()
    assert comment.text == "Beter gezegd."
    late = timezone.now() - timedelta(minutes=settings.COMMENTS_EDIT_MINUTES)
    Comment.objects.filter(pk=comment.pk).update(created_at=late)
    assert client.post(path, {"text": "Te laat."}).status_code == 403
    assert client.post(f"/reacties/{comment.pk}/intrekken/").status_code == 302
    comment.refresh_from_db()
    assert (comment.status, comment.text) == ("withdrawn", "Beter gezegd.")


def test_who_is_no_moderator_any_more_changes_nothing_under_that_badge(
    client, article, moderator, write
):
    client.force_login(moderator)
    comment = write(article, user=moderator)
    path = f"/reacties/{comment.pk}/bewerken/"
    assert client.post(path, {"text": "Als redactie."}).status_code == 302
    roles.revoke_role(moderator, roles.MODERATORS)
    assert client.post(path, {"text": "Nog steeds."}).status_code == 403
    comment.refresh_from_db()
    assert (comment.role, comment.text) == ("editor", "Als redactie.")


def test_looking_at_the_withdrawal_takes_nothing_back(client, article, reader, write):
    client.force_login(reader)
    comment = write(article, user=reader)
    assert client.get(f"/reacties/{comment.pk}/intrekken/").status_code == 200
    comment.refresh_from_db()
    assert comment.is_published
