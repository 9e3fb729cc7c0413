"""Hooks by which the search index serves other rooms."""

from common import events
from search.tasks import follow

events.subscribe(follow, "published", "changed")
