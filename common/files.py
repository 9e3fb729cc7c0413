"""Files in a storage that no row refers to any more."""

import posixpath
import re
from datetime import timedelta

from django.core.files.storage import Storage
from django.utils import timezone


def sweep_orphaned_files(storage: Storage, folder: str, kept: set[str]) -> int:
    """Delete files of which the name up to "-" or "." is not `kept`; return their number.

    They are left by an interrupted upload or a deleted row. Those younger than a day stay: their
    upload may not have been committed yet.
    """
    try:
        _folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return 0
    old = timezone.now() - timedelta(days=1)
    lost = [posixpath.join(folder, file) for file in files if re.split("[-.]", file)[0] not in kept]
    gone = [path for path in lost if storage.get_modified_time(path) < old]
    for path in gone:
        storage.delete(path)
    return len(gone)
