"""Keyset paging: a page begins after the last row of the page before it."""

from datetime import UTC, datetime, timedelta

# A moment in a URL is a whole number of microseconds since the epoch.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
