"""A guest becomes a member, and hears on of what they chose."""

import pytest
from django.utils import timezone

from comments.actions import take_over
from notifications import tokens
from notifications.kinds import Kind, Pace
from notifications.models import Follow, Mail, Notice, Preference, Subscriber, pace_of
from tests.guests import confirmed
from tests.tasks import work

ADDRESS = "lies@example.org"  # the reader's


@pytest.fixture
def guest(db, article):
    guest = Subscriber.objects.create(email=ADDRESS, confirmed_at=timezone.now())
    Preference.objects.create(subscriber=guest, kind=Kind.NEWSLETTER, pace=Pace.WEEKLY)
    Preference.objects.create(subscriber=guest, kind=Kind.REPLY, pace=Pace.DAILY)
    Follow.objects.create(subscriber=guest, article=article)
    return guest


def become_member(article, reader) -> None:
    comment = confirmed(article, "Van voor mijn account.", email=ADDRESS, name="Lies")
    take_over(reader, [comment.pk], decline=False)
    work()


def test_what_the_guest_chose_and_follows_goes_along(guest, article, reader):
    become_member(article, reader)
    member = Subscriber.objects.get(user=reader)
    assert not Subscriber.objects.filter(email=ADDRESS).exists()
    assert pace_of(member, Kind.NEWSLETTER) == Pace.WEEKLY
    assert pace_of(member, Kind.REPLY) == Pace.DAILY
    assert member.follows.get().article == article


def test_what_the_member_chose_stands(guest, article, reader):
    member = Subscriber.objects.create(user=reader)
    Preference.objects.create(subscriber=member, kind=Kind.REPLY, pace=Pace.NEVER)
    Follow.objects.create(subscriber=member, article=article)
    notice = {"kind": Kind.CLOSED, "article": article}
    Notice.objects.create(subscriber=member, **notice)
    Notice.objects.create(subscriber=guest, **notice)
    become_member(article, reader)
    assert pace_of(member, Kind.REPLY) == Pace.NEVER
    assert member.follows.count() == 1
    assert Notice.objects.filter(**notice).count() == 1


def test_the_links_of_old_mails_still_unsubscribe(guest, article, reader, client):
    token = tokens.unsubscribe(Mail.objects.create(subscriber=guest, kind=Kind.NEWSLETTER))
    become_member(article, reader)
    assert client.post(f"/afmelden/{token}/", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert pace_of(Subscriber.objects.get(user=reader), Kind.NEWSLETTER) == Pace.NEVER


def test_a_mail_on_its_way_arrives(guest, article, reader):
    mail = Mail.objects.create(subscriber=guest, kind=Kind.NEWSLETTER)
    become_member(article, reader)
    assert Mail.objects.get(pk=mail.pk).subscriber.address == ADDRESS


def test_another_address_stays_a_guests(article, reader):
    other = Subscriber.objects.create(email="lies+krant@example.org", confirmed_at=timezone.now())
    become_member(article, reader)
    assert Subscriber.objects.filter(pk=other.pk).exists()
