"""Domain names: their normal form, and the ones that a text mentions."""

import re
import unicodedata
from functools import lru_cache

import idna

from common.text import tidy_text

LONGEST = 253  # characters; the limit of DNS

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")


def normalize_domain(domain: str) -> str | None:
    """Return the form that browsers request (`xn--…` for non-ASCII); None if it is no domain."""
    labels = [_label(label) for label in _uniform(domain).strip().strip(".").split(".")]
    whole = [label for label in labels if label is not None]
    if len(whole) < max(2, len(labels)) or whole[-1].isdecimal():
        return None
    name = ".".join(whole)
    return name if len(name) <= LONGEST else None


def mentioned_domains(text: str) -> set[str]:
    """Return every domain in a text and its parent domains: `a.b.example` and `b.example`.

    Domains outside links count too, since people copy plain addresses.
    """
    found = set()
    for host in set(re.findall(r"[\w.-]+", _uniform(text))):
        labels = host.strip("._-").split(".")
        if len(labels) < 2:
            continue  # a plain word
        name = ""
        for label in reversed(labels):
            part = _label(label)
            if part is None or len(name) > LONGEST:
                break
            name = f"{part}.{name}" if name else part
            if "." in name:
                found.add(name)
    return found


def _uniform(text: str) -> str:
    return unicodedata.normalize("NFKC", tidy_text(text)).replace("。", ".")


@lru_cache(maxsize=4096)
def _label(label: str) -> str | None:
    if not label.isascii():
        try:
            label = idna.encode(label, uts46=True).decode()
        except idna.IDNAError:
            return None
    label = label.lower()
    return label if _LABEL.fullmatch(label) else None
