"""System checks of the site."""

from collections.abc import Collection
from typing import Any

from django.core import checks
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def check_replaced_migrations(
    databases: Collection[str] | None = None, **kwargs: Any
) -> list[checks.Error]:
    """Refuse a database with some of the migrations that another replaced, but not with all.

    Django would leave out the tables of such an app, and say that there is nothing to do.
    """
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    known, errors = loader.disk_migrations, []
    for alias in databases or ():
        applied = MigrationRecorder(connections[alias]).applied_migrations()
        for key, migration in known.items():
            former = [name for name in migration.replaces if name not in known]
            lacks = [f"{app}.{name}" for app, name in former if (app, name) not in applied]
            if key not in applied and 0 < len(lacks) < len(former):
                errors.append(
                    checks.Error(
                        f"This database is too old for this version: it lacks {', '.join(lacks)}.",
                        hint="Migrate it first with the commit that docs/operators.md names.",
                        id="debate.E001",
                    )
                )
    return errors
