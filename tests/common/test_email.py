"""A mail that is owed is tried for days; one that came to nothing in the meantime is let go."""

import re
import uuid
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments import actions
from comments.actions import SeenState
from comments.models import Comment
from common import email
from common.html.safe import SafeText
from common.worker import make_worker

pytestmark = pytest.mark.django_db


def run_waiting() -> None:
    """Do what waits, as if its time had come."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    worker = make_worker(interval=0.1)
    for task in list(DBTaskResult.objects.ready()):
        worker.run_task(task)


def waiting() -> int:
    return DBTaskResult.objects.filter(status="READY").count()


@pytest.fixture
def broken(monkeypatch):
    """Let the mail server answer with this error."""

    def broken(error: Exception | None) -> None:
        def post(*args, **kwargs):
            raise error

        if error:
            monkeypatch.setattr(email, "send_mail_content", post)
        else:
            monkeypatch.undo()

    return broken


@pytest.fixture
def statement(article, write, moderator):
    """A refusal of which the writer is owed the reasons."""
    comment = write(article, "Koop nu.", email="gijs@example.org")
    Comment.objects.filter(pk=comment.pk).update(confirmed_at=timezone.now())
    comment.refresh_from_db()
    actions.decide_comment(
        comment, "reject", by=moderator, seen=SeenState.of(comment), reason="spam"
    )
    DBTaskResult.objects.exclude(task_path__endswith="send_statement").delete()
    assert waiting() == 1


def test_waits_grow_to_an_hour_and_last_five_days(settings):
    settings.MAIL_RETRY_SECONDS = 60
    minutes = [
        email.retry_delay(attempt).total_seconds() / 60 for attempt in range(1, email.MAX_ATTEMPTS)
    ]
    for n, waited in enumerate(minutes):
        assert 0.8 * min(2**n, 60) <= waited <= 1.2 * min(2**n, 60)
    assert len(set(minutes)) == len(minutes), "not all at the same moment"
    assert sum(minutes) > 5 * 24 * 60 * 0.9


def test_a_statement_outlives_a_mail_server_that_is_away_for_long(statement, broken, mailoutbox):
    broken(SMTPException("away"))
    for _ in range(20):
        run_waiting()
        assert waiting() == 1
    broken(None)
    run_waiting()
    assert [mail.to for mail in mailoutbox] == [["gijs@example.org"]]
    assert waiting() == 0


def test_an_address_that_does_not_exist_is_not_tried_again(statement, broken):
    broken(SMTPRecipientsRefused({"gijs@example.org": (550, b"5.1.1 Nobody here")}))
    run_waiting()
    assert waiting() == 0
    assert DBTaskResult.objects.get().status == "FAILED"


def test_a_link_that_no_longer_confirms_is_not_mailed(article, settings, broken, mailoutbox):
    guest = actions.CommentWriter(name="Daan", email="daan@example.org")
    actions.submit_comment(
        article, guest, text=SafeText("Eens."), key=uuid.uuid4(), language="nl", confirm_first=True
    )
    broken(OSError("away"))
    for _ in range(10):
        run_waiting()
    assert waiting() == 1
    broken(None)
    late = timedelta(hours=settings.COMMENTS_CONFIRM_HOURS, minutes=1)
    Comment.objects.update(created_at=timezone.now() - late)
    run_waiting()
    assert (waiting(), mailoutbox) == (0, [])


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        (b"5.1.1 Nobody here", True),
        (b"5.1.10 Null MX", True),
        (b"5.1.8 Bad sender", False),
        (b"5.7.1 Relaying denied", False),
        (b"Relaying denied, see 5.1.1", False),
        (b"", False),
    ],
)
def test_what_says_that_there_is_no_such_address(said, gone):
    assert email.is_unknown_address(SMTPRecipientsRefused({"x@example.org": (550, said)})) is gone
    assert not email.is_unknown_address(SMTPException("5.1.1"))


def test_addresses_of_the_site_are_links_and_those_of_others_are_not(settings):
    settings.SITE_URL = "https://debat.example.org"
    ours, mine = "https://debat.example.org", "https://debat.example.org/mijn/"
    others = "https://debat.example.org.kwaad.example/x"
    body = f"Alles: {mine}\n\nKijk op {others}.\n\nWeerwoord\n{ours}\n"
    letter = email.add_html_alternative(EmailMessage("Onderwerp", body)).alternatives[0][0]
    for address in (ours, mine):
        assert re.search(rf'<a href="{re.escape(address)}"[^>]*>{re.escape(address)}</a>', letter)
    assert others in letter
    assert f'href="{others}' not in letter
