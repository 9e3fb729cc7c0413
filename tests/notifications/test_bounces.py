"""Addresses that take no mail get none, until their owner shows that they do."""

import re
from base64 import b64encode

import httpx
import pytest
from anymail.signals import AnymailTrackingEvent
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from common.worker import make_worker
from notifications.actions import bouncing
from notifications.models import Mail, Subscriber
from notifications.views import webhook

SECRET = "brievenbus:een-lang-geheim"


def bounce(address: str, **fields) -> AnymailTrackingEvent:
    usual = {"event_type": "bounced", "reject_reason": "bounced", "esp_event": {}}
    return AnymailTrackingEvent(recipient=address, **usual | fields)


@pytest.mark.django_db
def test_a_hard_bounce_stops_mail_and_its_owner_lifts_it(reader, client, mailoutbox):
    subscriber = Subscriber.objects.of_member(reader)
    webhook.record_mail_event(None, bounce("Lies@Example.org"))
    subscriber.refresh_from_db()
    assert not subscriber.address
    client.force_login(reader)
    assert client.post("/mijn/voorkeuren/mail/").status_code == 200
    for task in list(DBTaskResult.objects.ready()):
        make_worker(interval=0.1).run_task(task)
    [mail] = mailoutbox
    assert mail.to == ["lies@example.org"]
    link = re.search(r"http://[^/]+(/mail/komt-aan/\S+)", mail.body)[1]
    Client().get(link)
    subscriber.refresh_from_db()
    assert not subscriber.address, "looking changes nothing"
    Client().post(link)
    assert Subscriber.objects.get().address == "lies@example.org"


@pytest.mark.django_db
def test_a_complaint_is_for_ever(reader, client):
    webhook.record_mail_event(
        None, bounce("lies@example.org", event_type="complained", reject_reason="spam")
    )
    subscriber = Subscriber.objects.get(user=reader)
    bouncing.clear_bounce(subscriber)
    subscriber.refresh_from_db()
    assert subscriber.complained_at
    assert not subscriber.address
    client.force_login(reader)
    client.post("/mijn/voorkeuren/mail/")
    client.post("/nieuwsbrief/", {"start": "1"})
    subscriber.refresh_from_db()
    assert not subscriber.address
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_a_guest_bounces_too_and_a_stranger_leaves_no_trace():
    guest = Subscriber.objects.create(email="gast@example.org", confirmed_at=timezone.now())
    webhook.record_mail_event(None, bounce("gast@example.org"))
    webhook.record_mail_event(None, bounce("niemand@example.org"))
    guest.refresh_from_db()
    assert not guest.address
    assert Subscriber.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"event_type": "deferred"},
        {"event_type": "delivered", "reject_reason": None},
        {"reject_reason": "blocked"},
        {"mta_response": "452 4.2.2 Mailbox full"},
        {"esp_event": {"RecordType": "Bounce", "Type": "SoftBounce"}},
        {"esp_event": {"event": "soft_bounce"}},
        {"esp_event": {"bounce": {"bounceType": "Transient"}}},
        {"esp_event": {"hard_bounce": False}},
        {"esp_event": {"msys": {"message_event": {"bounce_class": "22"}}}},
    ],
)
@pytest.mark.django_db
def test_what_passes_is_no_bounce(fields, reader):
    subscriber = Subscriber.objects.of_member(reader)
    webhook.record_mail_event(None, bounce("lies@example.org", **fields))
    subscriber.refresh_from_db()
    assert subscriber.address


def test_without_a_secret_there_is_no_such_address(client, settings):
    assert settings.ANYMAIL == {"WEBHOOK_SECRET": ""}
    with pytest.raises(NoReverseMatch):
        reverse("anymail:postmark_tracking_webhook")
    assert client.post("/anymail/postmark/tracking/").status_code == 404


def test_a_service_reports_to_the_running_site(make_site, reader):
    subscriber = Subscriber.objects.of_member(reader)
    Mail.objects.all().delete()
    site = make_site(worker=False, ANYMAIL_WEBHOOK_SECRET=SECRET)
    report = {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "Email": "lies@example.org",
        "MessageID": "1",
        "BouncedAt": "2026-01-05T07:00:00Z",
        "Details": "smtp;550 5.1.1 nobody here",
        "Description": "The server was unable to deliver your message.",
    }
    address = f"{site.url}/anymail/postmark/tracking/"
    assert httpx.post(address, json=report).status_code == 400
    subscriber.refresh_from_db()
    assert subscriber.bounced_at is None
    key = {"Authorization": f"Basic {b64encode(SECRET.encode()).decode()}"}
    assert httpx.post(address, json=report, headers=key).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.bounced_at
    assert httpx.post(f"{site.url}/anymail/postmark/inbound/", headers=key).status_code == 404
