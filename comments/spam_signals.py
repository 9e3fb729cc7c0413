"""Signals of spam, recorded when a reaction is sent and kept with it for the rules.

A guest's reaction is judged only when the address is confirmed, long after the form was sent, so
the signals must be kept until then. No network address and no browser is kept.
"""

import time

from django.core import signing

_SALT = "comments.opened"
MAX_SECONDS_OPEN = 1_000_000  # seconds; a form may stay open for days


def opening_stamp() -> str:
    """Return the signed time at which the form was opened, for a hidden field."""
    return signing.dumps(int(time.time()), salt=_SALT)


def seconds_open(token: str) -> int | None:
    """Return the seconds that the form was open; None for a missing or forged stamp."""
    try:
        made = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return max(0, min(MAX_SECONDS_OPEN, int(time.time()) - made))


def read_spam_signals(*, opened: str, trap: str, sent_by_network: int) -> dict:
    """Return the signals of one sent form.

    `seconds_open` (None without a valid stamp), `trap` if the field that people do not see was
    filled in, and `network_minute`: the reactions from the same network in the last minute.
    """
    signs = {"network_minute": sent_by_network, "seconds_open": seconds_open(opened)}
    return signs | {"trap": True} if trap else signs
