"""Signed links: those in mails of earlier versions keep working, and lead to nobody else's row."""

from uuid import UUID

import pytest
from django.utils import timezone

from accounts.signed_links import find_signed_row, read_signed, sign_row
from comments import tokens
from comments.models import Comment, Decision, Invitation, Report, Statement
from notifications import tokens as mail_tokens
from notifications.kinds import NoticeKind
from notifications.models import Subscriber
from privacy import tokens as erasure_tokens
from privacy.models import Erasure

# As mailed before this module was written; each names a row by the key that the test gives it.
KEY = "een vaste sleutel van vroeger, alleen voor deze toets"
ADDRESS = "gerda@example.org"
CONFIRM = "WzQ3MTEsImdlcmRhQGV4YW1wbGUub3JnIl0:1xYF8x:ZBsgb8OAFvMhKdzAmlX1ZUAn-aOkD2mTmbSwJXPv2_A"
REPORT = "WzQ3MTIsImdlcmRhQGV4YW1wbGUub3JnIl0:1xYF8z:NkbeCT1PzVjKRHGkZ4bs5b9rhwT3L3IEqD_xcadohLw"
INVITATION = (
    "WzQ3MTMsImdlcmRhQGV4YW1wbGUub3JnIl0:1xYF8z:YD-BNeV603xYw8HcK1nNQaw6e38uGNs0fmJcA24-85w"
)
STATEMENT = "WzQ3MTQsImdlcmRhQGV4YW1wbGUub3JnIl0:1xYF8z:y-Znui6LsKL9yUKAcmee2IvfwAklkdNyfcSlhF6USi4"
SUBSCRIBER_KEY = UUID("6f1d1c1e-0c2b-4b8e-9d55-3f0a8c1f2b6d")
UNSUBSCRIBE = "reply.6f1d1c1e0c2b4b8e9d553f0a8c1f2b6d:Z9e5DndQrtUti13PrZJUIFbCurrvlzJBdYlWOm4kxCs"
CONFIRM_ADDRESS = (
    "6f1d1c1e0c2b4b8e9d553f0a8c1f2b6d:1xYF8z:rXByQ6ozy9fDG3to-l9qZk18LbODthWG-ptb0V7KlFg"
)
ERASURE = (
    "IjZmMWQxYzFlLTBjMmItNGI4ZS05ZDU1LTNmMGE4YzFmMmI2ZCI:1xYF8z:"
    "fLabTtvINUZ3GjvwuKf28FKvFr-101HRFPabecxyeAI"
)


@pytest.fixture
def comment(settings, article) -> Comment:
    settings.SECRET_KEY = KEY
    return Comment.objects.create(
        pk=4711,
        article=article,
        name="Gerda",
        email=ADDRESS,
        text="Dat zie ik anders.",
        html="<p>Dat zie ik anders.</p>",
        status=Comment.Status.UNCONFIRMED,
    )


@pytest.fixture
def statement(comment) -> Statement:
    decision = Decision.objects.create(
        comment=comment,
        revision=1,
        verdict=Decision.Verdict.REJECT,
        rule="words",
        from_status="pending",
        to_status="rejected",
    )
    return Statement.objects.create(
        pk=4714, decision=decision, found_by_machine=True, decided_by_machine=True
    )


def test_mailed_links_keep_working(comment, statement):
    report = Report.objects.create(
        pk=4712, comment=comment, revision=1, category="insult", email=ADDRESS, status="unconfirmed"
    )
    invitation = Invitation.objects.create(pk=4713, comment=comment)
    assert tokens.comment_from_token(CONFIRM) == comment
    assert tokens.report_from_token(REPORT) == report
    assert tokens.invitation_from_token(INVITATION) == invitation
    assert Statement.objects.behind(STATEMENT) == statement


def test_mailed_links_of_subscribers_and_erasures_keep_working(settings, db):
    settings.SECRET_KEY = KEY
    settings.NEWSLETTER_CONFIRM_DAYS = 100 * 365
    subscriber = Subscriber.objects.create(email=ADDRESS, key=SUBSCRIBER_KEY)
    erasure = Erasure.objects.create(
        email=ADDRESS, key=SUBSCRIBER_KEY, keep=True, due_at=timezone.now()
    )
    assert mail_tokens.read_unsubscribe_token(UNSUBSCRIBE) == (subscriber, NoticeKind.REPLY)
    assert mail_tokens.read_address_token(CONFIRM_ADDRESS) == subscriber
    assert erasure_tokens.erasure_from_token(ERASURE) == erasure


def test_a_link_is_of_one_kind(comment, statement):
    for token in ("", "x", "a:b:c", REPORT, STATEMENT, CONFIRM[:-1], CONFIRM.swapcase()):
        assert tokens.comment_from_token(token) is None
    assert Statement.objects.behind(CONFIRM) is None


def test_a_link_leads_to_the_row_of_that_address_alone(comment, reader):
    def found() -> Comment | None:
        return find_signed_row(Comment.objects.all(), token, "salt")

    token = sign_row(comment, ADDRESS, "salt")
    assert read_signed(token, "salt") == [comment.pk, ADDRESS]
    assert read_signed(token, "other salt") is None
    assert found() == comment
    for email in ("gerda+krant@example.org", ""):
        Comment.objects.update(email=email)
        assert found() is None
    # Claimed by a member.
    Comment.objects.update(user=reader)
    assert found() == comment


def test_no_link_leads_to_the_row_of_nobody(comment):
    Comment.objects.update(email="")
    assert find_signed_row(Comment.objects.all(), sign_row(comment, "", "salt"), "salt") is None
