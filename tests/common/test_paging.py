"""Keyset paging: each row is on one page, in the order, whatever happens between two pages."""

from datetime import datetime, timedelta
from itertools import chain

import pytest
from django.db.models import Value
from django.db.models.functions import Coalesce

from accounts.models import User
from common.paging import keyset_page, parse_cursor, row_cursor, rows_after

NEWEST = ("-date_joined", "-pk")
MOMENT = datetime.fromisoformat("2026-12-01T03:04:05.123456+00:00")


@pytest.fixture
def users(db) -> list[User]:
    """Seven members: two at one moment, then one a microsecond later, and so on."""
    for number in range(7):
        joined = MOMENT + timedelta(microseconds=number // 2)
        User.objects.create(email=f"lid{number}@example.org", name="Lid", date_joined=joined)
    return list(User.objects.order_by("pk"))


def pages(rows, order, size=2) -> list[list]:
    found, after = [], ""
    while True:
        page = keyset_page(rows, order, after, size)
        found.append(page.rows)
        if not (after := page.next):
            return found


@pytest.mark.parametrize(
    "order",
    [
        *(("pk",), ("-pk",), NEWEST, ("date_joined", "pk")),
        *(("-date_joined", "pk"), ("date_joined", "-pk")),
    ],
)
def test_each_row_is_on_one_page(users, order):
    expected = list(User.objects.order_by(*order))
    for size in (1, 2, 3, 7, 8):
        found = pages(User.objects.all(), order, size)
        assert list(chain(*found)) == expected
        assert {len(page) for page in found[:-1]} <= {size}


def test_an_annotation_may_be_sorted_by(users):
    rows = User.objects.annotate(touched=Coalesce("last_login", "date_joined"), same=Value(0.25))
    expected = users[::-1]
    assert list(chain(*pages(rows, ("-touched", "-pk")))) == expected
    assert list(chain(*pages(rows, ("same", "-touched", "-pk")))) == expected


def test_a_cursor_is_exact_to_the_microsecond(users):
    cursor = row_cursor(users[2], NEWEST)
    assert cursor == f"1796094245123457-{users[2].pk}"
    assert list(rows_after(User.objects.all(), NEWEST, cursor)) == users[1::-1]


def test_rows_come_and_go_between_two_pages(users):
    first = keyset_page(User.objects.all(), NEWEST, "", 3)
    assert first.rows == users[:3:-1]
    User.objects.filter(pk=users[4].pk).delete()
    User.objects.create(email="nieuw@example.org", name="Nieuw")
    assert keyset_page(User.objects.all(), NEWEST, first.next, 3).rows == users[3:0:-1]


@pytest.mark.parametrize(
    "cursor",
    [
        *("", "-", "x", "1", "1-", "-1-1", "1-x", "1-2-3", "²-1", "١-1", "1-1\0", "1 -1"),
        *("9" * 30 + "-1", "1-" + "9" * 30, f"{2**63 - 1}-1"),
    ],
)
def test_an_invalid_cursor_is_the_first_page(users, cursor):
    assert keyset_page(User.objects.all(), NEWEST, cursor, 3).rows == users[:3:-1]


def test_a_cursor_is_whole_numbers():
    assert parse_cursor("12-0-7") == [12, 0, 7]
    assert parse_cursor("12-٣") == []
