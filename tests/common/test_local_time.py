"""The clock on the wall, in the nights in which it changes too."""

from datetime import UTC, datetime

import pytest

from common import local_time


@pytest.mark.parametrize(
    ("shown", "hours"),
    [
        ("2027-03-27 02:30", [1]),
        ("2027-03-28 01:59", [0]),
        ("2027-03-28 02:00", []),
        ("2027-03-28 02:59", []),
        ("2027-03-28 03:00", [1]),
        ("2027-10-31 01:59", [-1]),
        ("2027-10-31 02:00", [0, 1]),
        ("2027-10-31 02:59", [0, 1]),
        ("2027-10-31 03:00", [2]),
    ],
)
def test_when_the_clock_says_it(shown, hours):
    """`hours` are those of UTC; -1 is the last of the day before."""
    wanted = datetime.fromisoformat(shown)
    found = [moment.astimezone(UTC) for moment in local_time.moments_at_local_time(wanted)]
    assert [one.hour if one.day == wanted.day else one.hour - 24 for one in found] == hours
    assert [local_time.to_local_time(moment) for moment in found] == [wanted] * len(found)
