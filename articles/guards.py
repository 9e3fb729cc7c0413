"""Who is let into the pages for authors and editors."""

from accounts.guards import only
from accounts.permissions import is_editor
from articles.permissions import edits_all, writes_here

for_authors = only(writes_here)
for_editors = only(edits_all, is_editor)
