"""Data goes at the end of its period and no sooner, and the privacy page says exactly when."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import GuestLink
from comments.models import Comment, Decision, Report, Revision
from notifications.models import Subscriber
from privacy import actions, retention
from privacy.models import Export
from tests.guests import unconfirmed
from tests.privacy.conftest import reject
from tests.tasks import work


def days_ago(days: float):
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def make(article, write, moderator, reader):
    """One row of a kind, as old as asked."""

    def make(name: str, at):
        match name:
            case "unconfirmed-reactions":
                comment = unconfirmed(article, email=f"{at.timestamp()}@example.org")
                Comment.objects.filter(pk=comment.pk).update(created_at=at)
                return comment
            case "unconfirmed-reports":
                comment = write(article, f"Zo zit het volgens mij {at.timestamp()}.")
                return Report.objects.create(
                    comment=comment,
                    revision=1,
                    category="spam",
                    reporter=str(at.timestamp()),
                    status="unconfirmed",
                    created_at=at,
                )
            case "guest-links":
                return GuestLink.objects.create(email="g@example.org", asked_at=at)
            case "unconfirmed-subscribers":
                return Subscriber.objects.create(
                    email=f"{at.timestamp()}@example.org", created_at=at
                )
            case "copies":
                return Export.objects.create(email=f"{at.timestamp()}@example.org", created_at=at)
            case "refused-words":
                comment = write(
                    article, "Dit is een zwaluw.", email=f"{at.timestamp()}@example.org"
                )
                reject(comment, moderator, "Om de zwaluw.")
                Comment.objects.filter(pk=comment.pk).update(
                    status="rejected",
                    path=None,
                    number=None,
                    version=0,
                    published_at=None,
                    shown_revision=None,
                    removal=None,
                )
                Revision.objects.filter(comment=comment).update(created_at=at)
                return comment.revisions.get()
        raise KeyError(name)

    return make


KINDS = [
    "unconfirmed-subscribers",
    "unconfirmed-reactions",
    "unconfirmed-reports",
    "guest-links",
    "copies",
    "refused-words",
]


@pytest.mark.parametrize("name", KINDS)
def test_past_its_time_it_goes_and_not_before(name, make):
    [keep] = [keep for keep in retention.retention_rules() if keep.name == name]
    old, young = make(name, days_ago(keep.days + 0.1)), make(name, days_ago(keep.days - 0.1))
    assert actions.delete_expired_rows()[name] == 1
    work()
    if name == "refused-words":
        assert old.comment.revisions.get().text == ""
        assert Comment.objects.get(pk=old.comment_id).text == ""
        assert young.comment.revisions.get().text == "Dit is een zwaluw."
        assert Decision.objects.filter(comment=old.comment, verdict="reject").get().note == ""
    else:
        left = type(old).objects.all()
        assert (left.filter(pk=old.pk).exists(), left.filter(pk=young.pk).exists()) == (False, True)
    assert actions.delete_expired_rows()[name] == 0


def test_a_dry_run_says_it_and_deletes_nothing(make, capsys):
    make("guest-links", days_ago(9))
    call_command("retain", "--dry-run")
    said = capsys.readouterr().out
    assert "1  guest-links, older than 7 days" in said
    assert "Nothing was deleted." in said
    assert GuestLink.objects.count() == 1
    call_command("retain")
    assert "1  guest-links" in capsys.readouterr().out
    assert not GuestLink.objects.exists()


def test_more_than_one_batch(db, monkeypatch):
    monkeypatch.setattr(retention, "BATCH_SIZE", 3)
    GuestLink.objects.bulk_create(
        GuestLink(email="g@example.org", asked_at=days_ago(9)) for _ in range(8)
    )
    assert actions.delete_expired_rows()["guest-links"] == 8


def test_the_privacy_page_says_what_is_set(client, settings, db):
    settings.KEEP_NOTICES_DAYS = 123
    page = client.get("/privacy/").content.decode()
    assert "123 dagen" in page
    for keep in retention.retention_rules():
        if keep.days:
            assert str(keep.title) in page
    settings.COMMENTS_GUESTS = "members"
    assert "Alleen leden" in client.get("/privacy/").content.decode()
    assert not client.cookies
