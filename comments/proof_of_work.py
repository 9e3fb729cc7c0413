"""A proof of work for guests while a flood of them is on: altcha's challenges, made and checked.

The browser repeats a key derivation until it finds the key that the challenge begins with, which
takes a second or two and makes a thousand reactions expensive. A challenge is signed, lasts for
some hours, and holds for one form: its key is in it. Since a key makes one reaction and no more
(the database sees to that, whatever the number of processes), a proof can be used once.
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

CHALLENGE_SECONDS = 2 * 3600  # seconds: as long as someone may sit over a reaction
_FLOOD_CACHE_SECONDS = 60  # seconds that a page may say that a flood is on without looking again


def is_proof_required() -> bool:
    """Return True if guests are asked for a proof now: an editor said so, or many write."""
    mode = FloodSwitch.mode_now()
    found = mode == Mode.ON or (
        mode == Mode.AUTO and recent_guest_count() > settings.COMMENTS_FLOOD_GUESTS
    )
    cache.set("flood", found, timeout=_FLOOD_CACHE_SECONDS)
    return found


def was_proof_required() -> bool:
    """The same as it was at the last look, for a page that only has to say so."""
    return bool(cache.get("flood"))


def recent_guest_count() -> int:
    """Count the reactions that guests sent in the last minutes; no more are counted than are
    needed."""
    since = timezone.now() - timedelta(minutes=settings.COMMENTS_FLOOD_MINUTES)
    latest = Comment.objects.filter(user=None, created_at__gt=since)
    return latest[: settings.COMMENTS_FLOOD_GUESTS + 1].count()


def create_proof_challenge(key: UUID) -> dict:
    """Create the challenge that the browser that holds the form with this key must solve."""
    made = altcha.create_challenge(
        "PBKDF2/SHA-256",
        settings.PROOF_ROUNDS,
        # Which try succeeds is decided beforehand, so that nobody has bad luck.
        counter=random.SystemRandom().randint(*settings.PROOF_TRIES),
        expires_at=int(time.time()) + CHALLENGE_SECONDS,
        data={"key": str(key)},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("key"),
    )
    return made.to_dict()


def is_challenge_solved(payload: str, key: UUID) -> bool:
    """Return True if `payload`, as the browser sent it, solves a challenge of ours for this key."""
    if not payload:
        return False
    found = altcha.verify_solution(payload, _secret("challenge"), hmac_key_secret=_secret("key"))
    return found.verified and _challenge_data(payload).get("key") == str(key)


def _challenge_data(payload: str) -> dict:
    """Return the data with which a verified challenge was signed."""
    return json.loads(b64decode(payload))["challenge"]["parameters"]["data"] or {}


def proof_signal(payload: str, key: UUID) -> dict[str, str]:
    """Return what is kept with a guest's reaction for the rule: nothing while no proof is asked."""
    if not is_proof_required():
        return {}
    return {"proof": str(key) if is_challenge_solved(payload, key) else ""}


def _secret(what: str) -> str:
    return salted_hmac("comments.proof", what, algorithm="sha256").hexdigest()
