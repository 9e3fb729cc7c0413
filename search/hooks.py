"""What the search index does for other rooms."""

from common import events
from search.tasks import follow

events.subscribe(follow, "published", "changed")
