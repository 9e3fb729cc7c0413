"""Reports of the mail service: bounces and spam complaints."""

import re
from collections.abc import Iterator

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.dispatch import receiver

from notifications.actions import bouncing

_SOFT = re.compile(r"soft|transient|temporary", re.IGNORECASE)
# SparkPost's numbers for permanent failures.
_HARD_CLASSES = {"10", "30", "90"}


@receiver(tracking)
def record_mail_event(sender: object, event: AnymailTrackingEvent, **_: object) -> None:
    """Record a hard bounce or a complaint for every subscriber at that address."""
    if event.event_type == EventType.COMPLAINED:
        note = bouncing.record_complaint
    elif event.event_type == EventType.BOUNCED and is_hard_bounce(event):
        note = bouncing.record_bounce
    else:
        return
    for subscriber in bouncing.subscribers_at_address(event.recipient or ""):
        note(subscriber)


def is_hard_bounce(event: AnymailTrackingEvent) -> bool:
    """Return True if the address permanently takes no mail.

    Anymail reports a full mailbox and an unknown one both as a bounce; each service tells them
    apart in a field of its own.
    """
    if event.reject_reason not in (RejectReason.BOUNCED, RejectReason.INVALID):
        return False
    if (event.mta_response or "").lstrip().startswith("4"):
        return False
    return not any(_says_soft(name, value) for name, value in _fields(event.esp_event))


def _says_soft(name: str, value: object) -> bool:
    match name.lower():
        case "type" | "event" | "bouncetype" | "bounce_type":
            return bool(_SOFT.search(str(value)))
        case "hard_bounce":
            return value in (False, 0, "0", "false")
        case "bounce_class":
            return str(value) not in _HARD_CLASSES
    return False


def _fields(found: object) -> Iterator[tuple[str, object]]:
    """Yield every named value, at any depth."""
    if isinstance(found, list):
        for one in found:
            yield from _fields(one)
    elif hasattr(found, "items"):
        for name, value in found.items():
            yield str(name), value
            yield from _fields(value)
