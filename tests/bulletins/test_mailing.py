"""Mailing a bulletin: to who confirmed the newsletter, once, and asked first."""

import pytest
from django.utils import timezone

from bulletins import actions, mail_content, pdf_process
from comments import actions as comments
from comments.models import Comment
from notifications.actions import set_paces
from notifications.delivery import MailSender
from notifications.kinds import NoticeKind, Pace
from notifications.models import Mail, Subscriber
from tests.tasks import work

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(reader) -> list[Subscriber]:
    """A member and a confirmed guest who want it, and a guest who never said yes."""
    member = Subscriber.objects.of_member(reader)
    guest = Subscriber.objects.create(email="gast@example.org", confirmed_at=timezone.now())
    never = Subscriber.objects.create(email="nooit@example.org")
    for one in (member, guest, never):
        set_paces(one, {NoticeKind.NEWSLETTER: Pace.WEEKLY})
    return [member, guest]


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def test_asked_first_and_sent_once(full, readers, desk, mailoutbox):
    page = f"/redactie/bulletins/{full.pk}/mailen/"
    assert "2 lezers" in desk.get(page).content.decode()
    desk.post(page, {"do": "mail"})
    assert not Mail.objects.exists()
    for _ in range(2):
        desk.post(page, {"do": "mail", "sure": "yes"})
    assert Mail.objects.count() == 2
    for _ in range(2):
        MailSender().deliver_due_mails()
    assert sorted(mail.to[0] for mail in mailoutbox) == ["gast@example.org", "lies@example.org"]
    mail = mailoutbox[0]
    assert mail.subject == "Weerwoord, bulletin 7: Aan tafel"
    for words in ("Een tafel is nog geen gesprek.", "http://127.0.0.1:8000/bulletin/7/", "Over"):
        assert words in mail.body
    assert mail.extra_headers["List-Unsubscribe"]
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    full.refresh_from_db()
    assert full.mailed_at


def test_a_second_click_changes_nothing_and_frightens_nobody(full, readers, desk):
    page = f"/redactie/bulletins/{full.pk}/mailen/"
    for _ in range(2):
        answer = desk.post(page, {"do": "mail", "sure": "yes"}, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert not any("al " in one for one in said)
    assert "Het is gemaild op" in answer.content.decode()
    assert Mail.objects.count() == 2


def test_a_main_image_is_fetched_from_the_site_and_keeps_its_room(full, pictured, client):
    html = mail_content.compose_bulletin_mail(full, "nl", {}).html
    src = f"http://127.0.0.1:8000{pictured.picture.src}"
    assert f'src="{src}" width="542" height="271" alt="Een rode tafel"' in html
    assert "Foto: Daan" in html
    # By a page of another site too, as webmail is.
    answer = client.get(pictured.picture.src)
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_each_reader_in_their_language(full, readers, editor, mailoutbox):
    Subscriber.objects.filter(email="gast@example.org").update(language="en")
    actions.mail_bulletin(full, by=editor)
    MailSender().deliver_due_mails()
    english = next(mail for mail in mailoutbox if mail.to == ["gast@example.org"])
    assert "http://127.0.0.1:8000/en/bulletin/7/" in english.body
    assert "Full bulletin" in english.body


def test_what_is_gone_by_then_is_in_no_mail(full, readers, reaction, editor, mailoutbox):
    actions.mail_bulletin(full, by=editor)
    comments.withdraw_comment(Comment.objects.get(pk=reaction.pk))
    MailSender().deliver_due_mails()
    assert len(mailoutbox) == 2
    for mail in mailoutbox:
        html = mail.alternatives[0][0]
        assert "nog geen gesprek" not in mail.body + html


def test_a_bulletin_that_is_withdrawn_meanwhile_is_not_sent(full, readers, editor, mailoutbox):
    actions.mail_bulletin(full, by=editor)
    actions.withdraw_bulletin(full, by=editor)
    MailSender().deliver_due_mails()
    assert not mailoutbox
    assert not Mail.objects.filter(due_at__isnull=False).exists()


def test_who_ended_the_newsletter_meanwhile_gets_none(full, readers, editor, mailoutbox):
    actions.mail_bulletin(full, by=editor)
    set_paces(readers[0], {NoticeKind.NEWSLETTER: Pace.NEVER})
    MailSender().deliver_due_mails()
    assert [mail.to for mail in mailoutbox] == [["gast@example.org"]]


def test_a_draft_is_not_mailed(bulletin, readers, editor):
    with pytest.raises(actions.AlreadyMailed):
        actions.mail_bulletin(bulletin, by=editor)


def test_a_test_goes_to_the_editor_alone(full, readers, desk, editor, mailoutbox, monkeypatch):
    monkeypatch.setattr(pdf_process, "make_pdf", lambda page: b"%PDF-")  # which waits too
    page = f"/redactie/bulletins/{full.pk}/mailen/"
    assert "nog geen proef" in desk.get(page).content.decode()
    desk.post(page, {"do": "test"})
    work()
    assert "nog geen proef" not in desk.get(page).content.decode()
    assert [mail.to for mail in mailoutbox] == [[editor.email]]
    assert mailoutbox[0].subject.startswith("Proef: ")
