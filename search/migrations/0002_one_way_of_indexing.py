from django.db import connection, migrations

from common.full_text import execute_sql
from search import full_text

FORMER_TRIGGERS = [
    f"search_{row}_{way}" for row in ("article", "reaction", "term") for way in ("in", "out")
]
FORMER_INDEXES = ["search_entry_head", "search_entry_articles", "search_entry_reactions"]


def replace_former(apps, schema_editor) -> None:
    """Replace the indexes of a database made before those of all rooms were made in one way."""
    if connection.vendor == "sqlite":
        if not is_there("sqlite_master", "name", FORMER_TRIGGERS[0]):
            return
        tables = [full_text.fts_table_name(True), full_text.fts_table_name(False), "search_letters"]
        execute_sql(f"DROP TRIGGER {name}" for name in FORMER_TRIGGERS)
        execute_sql(f"DROP TABLE {name}" for name in tables)
        full_text.install_letters()
    else:
        if not is_there("pg_indexes", "indexname", FORMER_INDEXES[0]):
            return
        execute_sql(f"DROP INDEX {name}" for name in FORMER_INDEXES)
    full_text.install_words()


def is_there(catalogue: str, column: str, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {catalogue} WHERE {column} = %s", [name])
        return cursor.fetchone() is not None


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(replace_former, migrations.RunPython.noop)]
