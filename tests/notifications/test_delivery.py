"""Notices go into mails, each to its reader and each once."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from comments import actions as reactions
from common import email
from notifications import actions, delivery
from notifications.actions import delivering
from notifications.delivery import MailSender, bundle_due_notices
from notifications.kinds import NoticeKind, Pace
from notifications.models import Mail, Notice, Subscriber
from tests.conftest import make_user

pytestmark = pytest.mark.django_db


def test_ten_answers_are_one_mail(article, notify, deliver, mailoutbox):
    for n in range(10):
        notify(article, f"Antwoord {n}.", email=f"gast{n}@example.org", name=f"Gast {n}")
    assert deliver() == 1
    [mail] = mailoutbox
    assert mail.to == ["lies@example.org"]
    assert mail.subject == "10 antwoorden op je reacties: ‘Samen aan tafel’"
    for n in range(10):
        assert f"Gast {n}:\n> Antwoord {n}.\n" in mail.body
    assert deliver() == 0


def test_a_burst_is_waited_for(settings, article, notify, mailoutbox):
    settings.MAIL_GATHER_SECONDS = 180
    notice = notify(article)
    bundle_due_notices()
    assert not Mail.objects.exists()
    Notice.objects.filter(pk=notice.pk).update(mail_at=timezone.now() - timedelta(minutes=4))
    second = notify(article, "En nog iets.", email="ander@example.org")
    bundle_due_notices()
    mail = Mail.objects.get()
    assert set(mail.notices.all()) == {notice, second}


def test_what_is_no_longer_public_is_in_no_mail(article, notify, deliver, mailoutbox):
    gone = notify(article, "Dit gaat weg.")
    notify(article, "Dit blijft.", email="blijft@example.org")
    gather_now()
    assert Mail.objects.get().notices.count() == 2
    reactions.withdraw_comment(gone.comment)
    deliver()
    [mail] = mailoutbox
    [(page, _)] = mail.alternatives
    for form in (mail.body, page):
        assert "Dit gaat weg." not in form
        assert "Dit blijft." in form


def test_a_mail_with_nothing_left_is_not_sent(article, notify, deliver, mailoutbox):
    notice = notify(article)
    gather_now()
    assert Mail.objects.exists()
    reactions.withdraw_comment(notice.comment)
    deliver()
    assert mailoutbox == []
    assert not Mail.objects.filter(due_at__isnull=False).exists()


def gather_now() -> None:
    """Make the mails and send none yet."""
    Notice.objects.update(mail_at=timezone.now() - timedelta(hours=1))
    bundle_due_notices()


def test_what_was_read_on_the_site_is_not_mailed(article, notify, deliver, mailoutbox):
    notice = notify(article)
    Notice.objects.filter(pk=notice.pk).update(read_at=timezone.now())
    assert deliver() == 0
    assert mailoutbox == []


@pytest.mark.parametrize("when", ["before gathering", "before sending"])
def test_who_stopped_it_gets_none(when, article, notify, deliver, mailoutbox):
    notice = notify(article)
    if when == "before sending":
        gather_now()
        assert Mail.objects.count() == 1
    # Past the verb, which takes it out of the queue too: the last check is of the mail itself.
    notice.subscriber.preferences.create(kind=NoticeKind.REPLY, pace=Pace.NEVER)
    assert deliver() == 0
    assert mailoutbox == []


@pytest.mark.parametrize("trouble", ["unproven", "bounces", "inactive"])
def test_never_to_an_address_that_is_not_proven_or_bounces(
    trouble, article, notify, deliver, mailoutbox
):
    notice = notify(article)
    gather_now()
    user = notice.subscriber.user
    match trouble:
        case "unproven":
            user.emailaddress_set.update(verified=False)
        case "bounces":
            Subscriber.objects.update(bounced_at=timezone.now())
        case _:
            type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert deliver() == 0
    assert mailoutbox == []


def test_a_mail_speaks_the_readers_language(article, notify, deliver, mailoutbox, reader):
    reader.language = "en"
    reader.save()
    notify(article, name="Daan")
    deliver()
    [mail] = mailoutbox
    assert mail.subject == "Daan replied to you: “Samen aan tafel”"
    assert "/en/opinie/samen/reactie/" in mail.body
    assert "/en/afmelden/" in mail.body


def test_one_connection_for_many_mails(article, notify, deliver, mail_server):
    for n in range(5):
        notify(article, f"Antwoord {n}", to=make_user(f"lid{n}@example.org", f"Lid {n}"))
    assert deliver() == 5
    assert len(mail_server.accepted) == 5
    assert mail_server.connections == 1


def test_two_workers_send_a_mail_once(article, notify, mailoutbox):
    notify(article)
    gather_now()
    pk = Mail.objects.get().pk
    assert delivering.reserve_mail(pk) is not None
    assert delivering.reserve_mail(pk) is None
    assert MailSender().deliver_due_mails() == 0


def test_what_a_killed_worker_had_taken_is_sent_later(article, notify, deliver):
    notify(article)
    gather_now()
    delivering.reserve_mail(Mail.objects.get().pk)
    Mail.objects.update(due_at=timezone.now())  # as the time goes by
    assert deliver() == 1


def test_a_failing_server_delays_and_drops_nothing(article, notify, deliver, mail_server):
    mail_server.refuse = lambda address: "451 4.3.0 Try again later"
    notify(article)
    assert deliver() == 0
    for attempt in range(1, 10):
        mail = Mail.objects.get()
        assert (mail.attempts, mail.sent_at) == (attempt, None)
        minutes = (mail.due_at - timezone.now()).total_seconds() / 60
        assert 0.7 * min(2 ** (attempt - 1), 60) < minutes < 1.3 * min(2 ** (attempt - 1), 60)
        Mail.objects.update(due_at=timezone.now())
        if attempt == 9:
            mail_server.refuse = lambda address: None
        deliver()
    assert len(mail_server.accepted) == 1
    assert Mail.objects.get().sent_at


def test_after_five_days_it_is_given_up(article, notify, deliver, mail_server, caplog):
    mail_server.refuse = lambda address: "451 4.3.0 Try again later"
    notify(article)
    deliver()
    Mail.objects.update(due_at=timezone.now(), created_at=timezone.now() - timedelta(days=5.1))
    with caplog.at_level(logging.ERROR):
        deliver()
    mail = Mail.objects.get()
    assert (mail.due_at, mail.sent_at) == (None, None)
    assert f"mail.given_up mail={mail.pk} attempts=2" in caplog.text


def test_a_server_that_is_away_costs_no_attempt_and_is_left_alone(
    article, notify, deliver, mail_server, monkeypatch
):
    notify(article)
    tries = []

    def away():
        tries.append(1)
        raise ConnectionRefusedError("away")

    with monkeypatch.context() as patched:
        patched.setattr(email, "open_mail_connection", away)
        assert [deliver() for _ in range(5)] == [0] * 5
    assert len(tries) == 1
    assert Mail.objects.get().attempts == 0
    settled = MailSender()  # as after the rest, or in another worker
    assert settled.deliver_due_mails() == 1


@pytest.mark.parametrize("said", ["550 5.1.1 Nobody here", "550 5.7.1 Not today", "451 4.2.0 Busy"])
def test_one_refused_address_holds_up_no_other(said, article, notify, deliver, mail_server):
    bad = make_user("weg@example.org", "Weg")
    mail_server.refuse = lambda address: said if address == bad.email else None
    for n, to in enumerate([bad, make_user("wel@example.org", "Wel")]):
        notify(article, f"Antwoord {n}", to=to)
    assert deliver() == 1
    assert [address for address, _ in mail_server.accepted] == ["wel@example.org"]
    mail = Mail.objects.get(subscriber__user=bad)
    bounced = Subscriber.objects.get(user=bad).bounced_at
    if "5.1.1" in said:
        assert (mail.due_at, bool(bounced)) == (None, True)
    else:
        assert (bool(mail.due_at), bounced) == (True, None)


def test_an_error_of_ours_in_one_mail_holds_up_no_other(
    article, notify, deliver, monkeypatch, mailoutbox
):
    for n in range(2):
        notify(article, f"Antwoord {n}", to=make_user(f"lid{n}@example.org", f"Lid {n}"))
    write = delivery.mail_content.compose_notice_mail

    def fail_for_one(mail):
        if mail.subscriber.user.email == "lid0@example.org":
            raise ZeroDivisionError
        return write(mail)

    monkeypatch.setattr(delivery.mail_content, "compose_notice_mail", fail_for_one)
    assert deliver() == 1
    assert [mail.to for mail in mailoutbox] == [["lid1@example.org"]]
    monkeypatch.undo()
    Mail.objects.filter(sent_at=None).update(due_at=timezone.now())


def test_a_broken_connection_is_made_anew(article, notify, deliver, mail_server):
    for n in range(3):
        notify(article, f"Antwoord {n}", to=make_user(f"lid{n}@example.org", f"Lid {n}"))
    mail_server.refuse = lambda address: "421 4.3.2 Closing" if mail_server.asked == 1 else None
    assert deliver() == 2
    assert mail_server.connections == 2


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_server_answers(article, notify, deliver, monkeypatch):
    notify(article)
    seen = []
    monkeypatch.setattr(
        email, "send_mail_content", lambda *args: seen.append(connection.in_atomic_block)
    )
    assert deliver() == 1
    assert seen == [False]


def test_stopping_takes_out_what_waits(article, notify, deliver, mailoutbox):
    notice = notify(article)
    actions.set_paces(notice.subscriber, {NoticeKind.REPLY: Pace.NEVER})
    assert deliver() == 0
    assert not Mail.objects.exists()
