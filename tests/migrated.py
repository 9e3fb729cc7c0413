"""Under xdist the first worker that needs a database migrates its own; the others copy that."""

import fcntl
import os
import shutil
from pathlib import Path

from django.db import connection

NAME = "migrated"


class Migrated:
    """The migrated database that the workers of one run share, in the folder that they share."""

    def __init__(self, folder: Path):
        self.file = folder / f"{NAME}.sqlite3"
        self.done = folder / f"{NAME}.done"
        self.turn = (folder / f"{NAME}.lock").open("w")

    @classmethod
    def of_run(cls, own_folder: Path) -> "Migrated | None":
        return cls(own_folder.parent) if "PYTEST_XDIST_WORKER" in os.environ else None

    def copy(self) -> None:
        """Have Django copy it, if there is one; if not, keep others waiting until `keep`."""
        fcntl.flock(self.turn, fcntl.LOCK_EX)
        if not self.done.exists():
            return
        connection.settings_dict["TEST"] |= {"MIGRATE": False, "TEMPLATE": NAME}
        if connection.vendor == "sqlite":
            connection.creation._create_test_db = self._copy_file
        self.turn.close()

    def keep(self) -> None:
        """Give the others what was migrated just now."""
        if self.turn.closed:
            return
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(self.file)])
        else:
            name = connection.settings_dict["NAME"]
            connection.close()
            connection.close_pool()  # a database that is in use is not copied
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {NAME} TEMPLATE {connection.ops.quote_name(name)}")
        self.done.touch()
        self.turn.close()

    def _copy_file(self, *_, **__) -> str:
        name = connection.creation._get_test_db_name()
        shutil.copy(self.file, name)
        return name
