"""An editor asks a writer to let a reaction become a piece: nothing without their yes."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles import actions as articles
from articles.models import Article
from comments import actions, tokens
from comments.actions import WrongState
from comments.models import Comment, Invitation
from comments.permissions import may_invite
from comments.personal_data import collect_invitations
from moderation.models import AuditEntry
from notifications.actions import mark_article_notices_read
from notifications.models import Notice
from privacy import actions as personal
from privacy.data_subject import DataSubject
from tests.tasks import work

pytestmark = pytest.mark.django_db

STRONG = "Wie een tafel wil, moet eerst stoelen zetten."


@pytest.fixture
def by_member(article, write, reader) -> Comment:
    return write(article, STRONG, user=reader)


@pytest.fixture
def by_guest(article, write) -> Comment:
    """Confirmed, as a guest's own link does it."""
    comment = write(article, STRONG)
    Comment.objects.filter(pk=comment.pk).update(confirmed_at=timezone.now())
    return Comment.objects.get(pk=comment.pk)


@pytest.fixture
def invite(editor):
    def invite(comment: Comment, note: str = "Vertel meer over die stoelen.") -> Invitation:
        return actions.invite_writer(comment, note=note, by=editor)

    return invite


def seen_under(comment: Comment) -> str:
    """The debate's page as a stranger gets it."""
    return Client().get(comment.article.get_absolute_url()).content.decode()


def publish(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(status="published", published_at=timezone.now())


def fresh(invitation: Invitation) -> Invitation:
    return Invitation.objects.whole().get(pk=invitation.pk)


def test_a_member_from_the_question_to_the_piece(by_member, client, reader, editor, mailoutbox):
    client.force_login(editor)
    thread = client.get(by_member.article.get_absolute_url()).content.decode()
    assert "edited-here" in thread
    assert f"/moderatie/{by_member.pk}/uitnodigen/" in thread
    client.post(f"/moderatie/{by_member.pk}/uitnodigen/", {"note": "Vertel meer."})
    work()
    mail = mailoutbox[-1]
    assert mail.to == [reader.email]
    assert "Vertel meer." in mail.body
    link = re.search(r"http://127\.0\.0\.1:8000(/mijn/uitnodiging/\d+/)", mail.body)[1]
    notice = Notice.objects.of_user(reader).current().unread().get()
    assert notice.mail_at is None  # the question has a mail of its own

    client.force_login(reader)
    client.get(by_member.article.get_absolute_url())
    mark_article_notices_read(reader, by_member.article_id)  # as that page does once it is open
    assert "De redactie vraagt" in client.get("/mijn/meldingen/").content.decode()
    assert client.get(f"/mijn/meldingen/{notice.pk}/").url == link
    assert not Notice.objects.of_user(reader).unread().exists()
    assert link in client.get("/mijn/").content.decode()
    page = client.get(link).content.decode()
    assert "Wat er gebeurt als je ja zegt" in page
    assert not Article.objects.filter(status="draft").exists()  # looking changes nothing
    client.post(link, {"do": "yes"})
    draft = Article.objects.get(status="draft")
    assert STRONG in draft.body
    assert draft.answers == by_member.article
    assert not Notice.objects.of_user(reader).current().exists()  # answered
    byline = draft.bylines.get()
    assert (byline.name, byline.user) == (by_member.name, reader)
    assert client.get(f"/redactie/stuk/{draft.pk}/").status_code == 200
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"invited", "invitation_accepted"} <= verbs

    # Nobody sees anything of it before it is published, and from then on each leads to the other.
    before = seen_under(by_member)
    assert "werd een stuk" not in before
    publish(draft)
    after = seen_under(by_member)
    assert "werd een stuk" in after
    assert draft.get_absolute_url() in after
    piece = Client().get(draft.get_absolute_url()).content.decode()
    assert by_member.get_absolute_url() in piece
    Article.objects.filter(pk=draft.pk).update(status="withdrawn", withdrawn_at=timezone.now())
    assert "werd een stuk" not in seen_under(by_member)


def test_a_guest_answers_behind_the_mailed_link(by_guest, invite, client, mailoutbox):
    invite(by_guest)
    work()
    assert mailoutbox[-1].to == ["daan@example.org"]
    link = re.search(r"http://127\.0\.0\.1:8000(/reacties/uitnodiging/\S+/)", mailoutbox[-1].body)[
        1
    ]
    assert client.get(link).status_code == 200
    assert Invitation.objects.get().state == "asked"
    client.post(link, {"do": "yes"})
    byline = Article.objects.get(status="draft").bylines.get()
    assert (byline.name, byline.user) == ("Daan", None)
    client.post(link, {"do": "take_back"})
    assert not Article.objects.filter(status="draft").exists()
    assert Invitation.objects.get().state == "taken_back"


def test_never_anyone_unconfirmed(article, write, editor, invite):
    comment = write(article, STRONG)
    Comment.objects.filter(pk=comment.pk).update(confirmed_at=None)
    comment = Comment.objects.get(pk=comment.pk)
    assert not may_invite(editor, comment)
    with pytest.raises(WrongState):
        invite(comment)


def test_a_member_without_a_proven_address_is_not_asked(by_member, reader, invite):
    reader.emailaddress_set.update(verified=False)
    with pytest.raises(WrongState):
        invite(by_member)


@pytest.mark.parametrize("status", ["removed", "withdrawn"])
def test_what_is_not_public_is_not_asked_for(by_guest, invite, status):
    Comment.objects.filter(pk=by_guest.pk).update(status=status)
    with pytest.raises(WrongState):
        invite(by_guest)


def test_an_authors_own_reaction_is_none_to_invite(article, write, author, invite):
    with pytest.raises(WrongState):
        invite(write(article, STRONG, user=author))


def test_one_at_a_time(by_guest, invite, editor):
    first = invite(by_guest)
    with pytest.raises(WrongState):
        invite(by_guest)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(comment=by_guest)
    actions.decline_invitation(first)
    assert invite(by_guest).is_asked


def test_after_sixty_days_it_is_too_late_and_can_be_asked_anew(by_member, invite, client, reader):
    first = invite(by_member)
    work()
    long_ago = timezone.now() - Invitation.LASTS
    Invitation.objects.update(created_at=long_ago)
    Notice.objects.update(created_at=long_ago, read_at=long_ago)
    with pytest.raises(WrongState):
        actions.accept_invitation(fresh(first))
    client.force_login(reader)
    page = client.get(f"/mijn/uitnodiging/{first.pk}/").content.decode()
    assert "Wil je het nog steeds?" in page
    assert 'value="yes"' not in page
    assert not Notice.objects.of_user(reader).current().exists()
    invite(by_member)
    work()
    assert Notice.objects.of_user(reader).current().unread().count() == 1
    assert fresh(first).state == "called_back"


def test_no_is_no(by_guest, invite):
    invitation = invite(by_guest)
    actions.decline_invitation(invitation)
    with pytest.raises(WrongState):
        actions.accept_invitation(fresh(invitation))
    assert not Article.objects.filter(status="draft").exists()


def test_called_back_it_cannot_be_accepted(by_guest, invite, editor, mailoutbox):
    invitation = invite(by_guest)
    actions.cancel_invitation(invitation, by=editor)
    work()
    assert not mailoutbox
    with pytest.raises(WrongState):
        actions.accept_invitation(fresh(invitation))


def test_a_reaction_that_went_meanwhile_becomes_no_piece(by_guest, invite):
    invitation = invite(by_guest)
    actions.withdraw_comment(Comment.objects.get(pk=by_guest.pk))
    with pytest.raises(WrongState):
        actions.accept_invitation(fresh(invitation))


def test_consent_holds_once_readers_have_it(by_guest, invite):
    invitation = invite(by_guest)
    publish(actions.accept_invitation(invitation))
    with pytest.raises(WrongState):
        actions.withdraw_consent(fresh(invitation))
    assert Article.objects.filter(answers=by_guest.article).exists()


def test_until_the_very_moment_consent_can_be_taken_back(by_guest, invite):
    """Also of what is scheduled."""
    invitation = invite(by_guest)
    draft = actions.accept_invitation(invitation)
    later = timezone.now() + timedelta(hours=1)
    Article.objects.filter(pk=draft.pk).update(status="published", published_at=later)
    actions.withdraw_consent(fresh(invitation))
    assert not Article.objects.filter(pk=draft.pk).exists()


def test_a_piece_that_readers_had_is_never_thrown_away(make_article):
    with pytest.raises(articles.AlreadyPublished):
        articles.discard_article(make_article("gelezen"))


def test_anothers_link_and_anothers_account_open_nothing(
    by_member, by_guest, invite, client, author
):
    theirs, guests = invite(by_member), invite(by_guest)
    client.force_login(author)
    assert client.get(f"/mijn/uitnodiging/{theirs.pk}/").status_code == 404
    assert client.get(f"/mijn/uitnodiging/{guests.pk}/").status_code == 404
    link = tokens.invitation_link(guests)
    assert tokens.invitation_from_token(link.rstrip("/").rpartition("/")[2]) == guests
    Comment.objects.filter(pk=by_guest.pk).update(email="ander@example.org")
    assert tokens.invitation_from_token(link.rstrip("/").rpartition("/")[2]) is None


@pytest.mark.parametrize("who", ["reader", "author", "moderator", "administrator"])
def test_only_editors_invite(by_guest, request, client, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(f"/moderatie/{by_guest.pk}/uitnodigen/", {"note": ""}).status_code == 403
    assert not Invitation.objects.exists()


def test_a_copy_of_ones_data_has_it(by_member, invite, reader):
    invite(by_member, note="Vertel meer.")
    [row] = collect_invitations(reader, "")
    assert row["word"] == "Vertel meer."
    assert row["state"] == "asked"


@pytest.mark.parametrize("published", [True, False])
def test_an_erasure_cuts_the_tie(by_member, invite, reader, published):
    """A draft goes; what readers had stays, and nothing leads from it to the reaction."""
    draft = actions.accept_invitation(invite(by_member))
    if published:
        publish(draft)
    asked = personal.request_erasure(DataSubject.of_member(reader), keep=True, language="nl")
    personal.run_erasure(asked)
    assert not Invitation.objects.exists()
    assert Article.objects.filter(pk=draft.pk).exists() == published
    assert "werd een stuk" not in seen_under(by_member)


def test_a_scheduled_piece_shows_when_its_time_comes(by_guest, invite):
    """The cached reaction is not asked: what it leads to is in its key."""
    draft = actions.accept_invitation(invite(by_guest))
    page = by_guest.article.get_absolute_url()
    soon = timezone.now() + timedelta(seconds=60)
    Article.objects.filter(pk=draft.pk).update(status="published", published_at=soon)
    assert "werd een stuk" not in Client().get(page).content.decode()
    Article.objects.filter(pk=draft.pk).update(published_at=timezone.now())
    assert "werd een stuk" in Client().get(page).content.decode()
