"""The migrations of a former version, which one for each app has replaced."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


def migrate() -> str:
    out = io.StringIO()
    call_command("migrate", skip_checks=False, stdout=out)
    return out.getvalue()


def forget(app: str, name: str) -> None:
    MigrationRecorder(connection).record_unapplied(app, name)


def test_a_database_with_all_of_them_has_nothing_to_do(db):
    forget("house", "0001_initial")
    assert "No migrations to apply." in migrate()


def test_a_database_with_some_of_them_is_refused(db):
    forget("house", "0001_initial")
    forget("house", "0007_measures_outlive_erasure")
    with pytest.raises(SystemCheckError, match=r"it lacks house\.0007_measures_outlive_erasure\."):
        migrate()
