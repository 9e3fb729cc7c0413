"""Signals noticed while a reaction is written, and kept with it for the rules.

A guest's reaction is judged only when the address is confirmed, long after the form was sent, so
what the form tells must be kept until then. Only these facts are: no address, no browser.
"""

import time

from django.core import signing

_SALT = "comments.opened"
MAX_SECONDS_OPEN = 1_000_000  # seconds; a form may stay open for days


def opening_stamp() -> str:
    """Goes into the form when it is made: when that was, so that nobody can say otherwise."""
    return signing.dumps(int(time.time()), salt=_SALT)


def seconds_open(token: str) -> int | None:
    """Return the seconds that the form was open; None when it does not say, as with a forged
    one."""
    try:
        made = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return max(0, min(MAX_SECONDS_OPEN, int(time.time()) - made))


def read_spam_signals(*, opened: str, trap: str, sent_by_network: int) -> dict:
    """The signs of one sending: seconds the form was open (None when it was never ours), whether
    the field that people do not see was filled in, and how many reactions came from the same
    network in the last minute."""
    signs = {"network_minute": sent_by_network, "seconds_open": seconds_open(opened)}
    return signs | {"trap": True} if trap else signs
