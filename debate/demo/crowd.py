"""Hundreds of short reactions from ready-made sentences, the same at every load."""

import random
from datetime import timedelta

from comments.paths import MAX_DEPTH

SEED = 20
REPLY_SHARE = 0.45
# A reply answers one of the latest reactions, as in a real conversation.
RECENT_COMMENTS = 30


def add_crowd_comments(
    entries: list[dict], blocks: dict, count: int, days: timedelta
) -> list[dict]:
    """Return `entries` with `count` generated ones between them, in order of time.

    `blocks` holds the names and sentences; `days` is how long ago the article was published.
    """
    rng = random.Random(SEED)
    until = days.total_seconds() / 60 - 60
    made = [
        # Most come in the first days, as under any article.
        {"id": f"g{number}", "after_minutes": round(30 + (until - 30) * rng.random() ** 1.6, 1)}
        for number in range(1, count + 1)
    ]
    everything = sorted([*entries, *made], key=lambda entry: entry["after_minutes"])
    depths: dict[str, int] = {}
    public: list[dict] = []
    for entry in everything:
        if "text" not in entry:
            parent = _parent(rng, public, depths) if rng.random() < REPLY_SHARE else None
            entry |= {"name": _name(rng, blocks), "text": _text(rng, blocks, bool(parent))}
            if parent:
                entry["parent"] = parent["id"]
        depths[entry["id"]] = depths.get(entry.get("parent", ""), 0) + 1
        if "status" not in entry:
            public.append(entry)
    return everything


def _parent(rng: random.Random, public: list[dict], depths: dict[str, int]) -> dict | None:
    """Choose what is answered: the deeper of two recent reactions, since answers draw answers."""
    recent = [entry for entry in public[-RECENT_COMMENTS:] if depths[entry["id"]] < MAX_DEPTH]
    if not recent:
        return None
    return max(rng.choice(recent), rng.choice(recent), key=lambda entry: depths[entry["id"]])


def _name(rng: random.Random, blocks: dict) -> str:
    name = rng.choice(blocks["names"])
    return f"{name} {rng.choice('ABDEGHJKLMNPRSTVWZ')}." if rng.random() < 0.7 else name


def _text(rng: random.Random, blocks: dict, is_reply: bool) -> str:
    # Most replies have no opening sentence.
    opening = [] if is_reply and rng.random() < 0.6 else [rng.choice(blocks["openings"])]
    middles = rng.sample(blocks["middles"], rng.choice((1, 1, 2, 2, 2, 3)))
    closing = [rng.choice(blocks["closings"])]
    if len(middles) == 3:
        return " ".join(opening + middles[:2]) + "\n\n" + " ".join(middles[2:] + closing)
    return " ".join(opening + middles + closing)
