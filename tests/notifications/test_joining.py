"""A guest becomes a member, and hears on of what they chose."""

import pytest
from django.utils import timezone

from comments.actions import claim_comments
from notifications import tokens
from notifications.kinds import NoticeKind, Pace
from notifications.models import Follow, Mail, Notice, Preference, Subscriber, subscriber_pace
from tests.guests import confirmed
from tests.tasks import work

ADDRESS = "lies@example.org"  # the reader's


@pytest.fixture
def guest(db, article):
    guest = Subscriber.objects.create(email=ADDRESS, confirmed_at=timezone.now())
    Preference.objects.create(subscriber=guest, kind=NoticeKind.NEWSLETTER, pace=Pace.WEEKLY)
    Preference.objects.create(subscriber=guest, kind=NoticeKind.REPLY, pace=Pace.DAILY)
    Follow.objects.create(subscriber=guest, article=article)
    return guest


def become_member(article, reader) -> None:
    comment = confirmed(article, "Van voor mijn account.", email=ADDRESS, name="Lies")
    claim_comments(reader, [comment.pk], decline=False)
    work()


def test_what_the_guest_chose_and_follows_goes_along(guest, article, reader):
    become_member(article, reader)
    member = Subscriber.objects.get(user=reader)
    assert not Subscriber.objects.filter(email=ADDRESS).exists()
    assert subscriber_pace(member, NoticeKind.NEWSLETTER) == Pace.WEEKLY
    assert subscriber_pace(member, NoticeKind.REPLY) == Pace.DAILY
    assert member.follows.get().article == article


def test_what_the_member_chose_stands(guest, article, reader):
    member = Subscriber.objects.create(user=reader)
    Preference.objects.create(subscriber=member, kind=NoticeKind.REPLY, pace=Pace.NEVER)
    Follow.objects.create(subscriber=member, article=article)
    notice = {"kind": NoticeKind.CLOSED, "article": article}
    Notice.objects.create(subscriber=member, **notice)
    Notice.objects.create(subscriber=guest, **notice)
    become_member(article, reader)
    assert subscriber_pace(member, NoticeKind.REPLY) == Pace.NEVER
    assert member.follows.count() == 1
    assert Notice.objects.filter(**notice).count() == 1


def test_the_links_of_old_mails_still_unsubscribe(guest, article, reader, client):
    token = tokens.make_unsubscribe_token(
        Mail.objects.create(subscriber=guest, kind=NoticeKind.NEWSLETTER)
    )
    become_member(article, reader)
    assert client.post(f"/afmelden/{token}/", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert subscriber_pace(Subscriber.objects.get(user=reader), NoticeKind.NEWSLETTER) == Pace.NEVER


def test_a_mail_on_its_way_arrives(guest, article, reader):
    mail = Mail.objects.create(subscriber=guest, kind=NoticeKind.NEWSLETTER)
    become_member(article, reader)
    assert Mail.objects.get(pk=mail.pk).subscriber.address == ADDRESS


def test_another_address_stays_a_guests(article, reader):
    other = Subscriber.objects.create(email="lies+krant@example.org", confirmed_at=timezone.now())
    become_member(article, reader)
    assert Subscriber.objects.filter(pk=other.pk).exists()
