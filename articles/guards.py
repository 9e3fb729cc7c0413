"""Who is let into the pages for authors."""

from accounts.guards import only
from articles.permissions import writes_here

for_authors = only(writes_here)
