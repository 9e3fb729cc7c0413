"""The hooks that notifications register for other apps."""

from common import events, hooks
from notifications.models import Subscriber
from notifications.tasks import spread

events.subscribe(spread, "published", "changed", "decided", "held", "invited", "taken_over")
hooks.guest_is_known.register("notifications", Subscriber.objects.is_confirmed_guest)
