"""Subscription of the search index to events of reactions."""

from common import events
from search.tasks import follow

events.subscribe(follow, "published", "changed")
