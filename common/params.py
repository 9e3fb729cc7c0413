"""Numbers in what a visitor sends: a query string, a form or a socket."""

import re

LARGEST_NUMBER = 2**63 - 1  # both databases refuse a larger one
LARGEST_INTEGER = 2**31 - 1  # of a column that is no key: PostgreSQL refuses a larger one

# `str.isdecimal` and `int` also take the digits of other scripts, and `str.isdigit` takes "²".
_DIGITS = re.compile(r"[0-9]{1,19}")


def parse_number(text: str, largest: int = LARGEST_NUMBER) -> int | None:
    """Return the whole number that the text is, from 0 to `largest`, else None."""
    number = int(text) if _DIGITS.fullmatch(text) else None
    return number if number is None or number <= largest else None
