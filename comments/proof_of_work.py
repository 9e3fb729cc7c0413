"""A proof of work for guests while guests flood the site: altcha's challenges, made and checked.

The browser repeats a key derivation until it finds the key that the challenge begins with, which
takes a second or two and makes a thousand reactions expensive. A challenge is signed, is valid for
two hours, and contains the key of one form. The database allows one reaction per key, so a proof
can be used once.
"""

import json
import random
import time
from base64 import b64decode
from datetime import timedelta
from uuid import UUID

import altcha
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.models import Comment, FloodSwitch

Mode = FloodSwitch.Mode

CHALLENGE_SECONDS = 2 * 3600  # seconds: the time that writing a reaction may take
_FLOOD_CACHE_SECONDS = 60  # seconds that pages use the last result


def is_proof_required() -> bool:
    """Return True if guests need a proof now: an editor switched it on, or many guests write."""
    mode = FloodSwitch.mode_now()
    found = mode == Mode.ON or (
        mode == Mode.AUTO and recent_guest_count() > settings.COMMENTS_FLOOD_GUESTS
    )
    cache.set("flood", found, timeout=_FLOOD_CACHE_SECONDS)
    return found


def was_proof_required() -> bool:
    """Return the last result of `is_proof_required` from the cache, for pages that only say so."""
    return bool(cache.get("flood"))


def recent_guest_count() -> int:
    """Count the reactions by guests in the last minutes, up to one more than the limit."""
    since = timezone.now() - timedelta(minutes=settings.COMMENTS_FLOOD_MINUTES)
    latest = Comment.objects.filter(user=None, created_at__gt=since)
    return latest[: settings.COMMENTS_FLOOD_GUESTS + 1].count()


def create_proof_challenge(key: UUID) -> dict:
    """Create the challenge for the form with this key."""
    made = altcha.create_challenge(
        "PBKDF2/SHA-256",
        settings.PROOF_ROUNDS,
        # The try that succeeds is chosen here, so that no browser needs many more than others.
        counter=random.SystemRandom().randint(*settings.PROOF_TRIES),
        expires_at=int(time.time()) + CHALLENGE_SECONDS,
        data={"key": str(key)},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("key"),
    )
    return made.to_dict()


def is_challenge_solved(payload: str, key: UUID) -> bool:
    """Return True if `payload`, from the browser, solves a challenge of ours for this key."""
    if not payload:
        return False
    found = altcha.verify_solution(payload, _secret("challenge"), hmac_key_secret=_secret("key"))
    return found.verified and _challenge_data(payload).get("key") == str(key)


def _challenge_data(payload: str) -> dict:
    """Return the data with which a verified challenge was signed."""
    return json.loads(b64decode(payload))["challenge"]["parameters"]["data"] or {}


def proof_signal(payload: str, key: UUID) -> dict[str, str]:
    """Return the signal kept with a guest's reaction for the rule; empty if no proof is needed."""
    if not is_proof_required():
        return {}
    return {"proof": str(key) if is_challenge_solved(payload, key) else ""}


def _secret(what: str) -> str:
    return salted_hmac("comments.proof", what, algorithm="sha256").hexdigest()
