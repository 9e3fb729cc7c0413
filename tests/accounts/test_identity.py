"""The member or guest behind a row, and the three ways in which two of them are the same."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.identity import Identity, Person, counting_key, proven_address, rows_of_subject
from comments.models import LastLook


def row(user=None, email="", *, confirmed=False) -> SimpleNamespace:
    confirmed_at = timezone.now() if confirmed else None
    return SimpleNamespace(
        user=user, user_id=user and user.pk, email=email, confirmed_at=confirmed_at
    )


def test_a_claim_is_kept_apart_from_what_was_proven(reader):
    claim = Identity.of(row(email="jan@example.org"))
    proven = Identity.of(row(email="jan@example.org", confirmed=True))
    assert claim != proven
    assert (claim.is_known, proven.is_known) == (False, True)
    assert Identity.of(row(reader)) == Identity.of(row(reader, confirmed=True))
    assert Identity.of(row(reader)).is_known
    assert not Identity.of(row(confirmed=True))
    assert not Identity.of(row(confirmed=True)).is_known


@pytest.mark.django_db
def test_rows_go_by_account_or_by_address_letter_for_letter(reader):
    member = LastLook.objects.create(**Identity(reader.pk).columns())
    jan = LastLook.objects.create(**Identity(None, "jan@example.org").columns())
    LastLook.objects.create(email="jan+krant@example.org")

    def found(condition) -> list:
        return list(LastLook.objects.filter(condition).order_by("pk"))

    assert found(Identity(reader.pk).rows()) == [member]
    for is_proven in (True, False):
        assert found(Identity(None, "jan@example.org", is_proven).rows()) == [jan]
    assert found(Identity().rows()) == []
    assert found(rows_of_subject(reader, "jan@example.org")) == [member, jan]
    assert found(rows_of_subject(reader, "")) == [member]
    assert found(rows_of_subject(None, "jan@example.org")) == [jan]
    assert found(rows_of_subject(None, "")) == []


def test_who_may_be_a_user_goes_by_mailbox(reader):
    name, _, domain = reader.email.partition("@")
    for email in (reader.email, f"{name}+krant@{domain}"):
        assert Identity.of(row(email=email)).may_be(reader)
        assert Person.of_row(row(email=email)).mailbox == Person.of(reader).mailbox
    assert Identity(reader.pk).may_be(reader)
    # An account is certain, whatever its address.
    assert not Identity(reader.pk + 1).may_be(reader)
    assert not Identity.of(row(email=f"{name}x@{domain}")).may_be(reader)
    assert not Identity().may_be(reader)


def test_a_member_is_counted_by_account_and_a_guest_by_mailbox(reader):
    assert counting_key(reader.pk, "", 7) == ("member", reader.pk)
    one = counting_key(None, "jan+krant@example.org", 7)
    assert one == counting_key(None, "jan@example.org", 8) == ("guest", "jan@example.org")
    assert counting_key(None, "", 7) != counting_key(None, "", 8)


def test_an_address_is_proven_for_the_row_or_by_the_member(reader):
    assert proven_address(row(email="jan@example.org")) == ""
    assert proven_address(row(email="jan@example.org", confirmed=True)) == "jan@example.org"
    reader.emailaddress_set.all().delete()
    assert proven_address(row(reader)) == ""
    reader.emailaddress_set.create(email=reader.email.upper(), verified=True, primary=True)
    assert proven_address(row(reader)) == reader.email
