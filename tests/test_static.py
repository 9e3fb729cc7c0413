"""What is served once it is collected, under names that say what is in it."""

import shutil

from django.contrib.staticfiles import finders

from debate.storage import CollectedStorage


def test_what_others_ship_can_be_collected(tmp_path):
    """Also where a comment of theirs speaks of a file that is not there."""
    found = [
        (path, storage)
        for finder in finders.get_finders()
        for path, storage in finder.list([])
        if path.startswith(("django_htmx/ext/", "js/writing.js", "js/drafts.js", "js/toolbar.js"))
        or path == "js/image-dialog.js"
    ]
    collected = CollectedStorage(location=tmp_path)
    for path, storage in found:
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(storage.path(path), target)
    paths = {path: (collected, path) for path, _storage in found}
    done = list(collected.post_process(paths))
    assert not [outcome for *_names, outcome in done if isinstance(outcome, Exception)]
    writing = (tmp_path / collected.stored_name("js/writing.js")).read_text()
    assert './drafts.js"' not in writing
