import django.db.models.deletion
from django.db import connection, migrations, models

import search.models
from search import full_text


def empty(apps, schema_editor) -> None:
    """The worker takes everything in again; `manage.py reindex` does so at once."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # The triggers of the former index go along with the table of entries.
            cursor.execute("DROP TABLE IF EXISTS search_words")
        cursor.execute("DELETE FROM search_term")


def install(apps, schema_editor) -> None:
    full_text.install_words()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_writing_and_dossiers"),
        ("comments", "0016_author_desk"),
        ("search", "0001_search"),
    ]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        migrations.DeleteModel("Entry"),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("revision", models.PositiveIntegerField(null=True)),
                ("changed_at", models.DateTimeField(null=True)),
                ("forms", models.TextField()),
                ("head", search.models.Words()),
                ("words", search.models.Words()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "comment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entry",
                        to="comments.comment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("comment", None)),
                        fields=["-id"],
                        name="search_articles",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("comment", None)),
                        fields=("article",),
                        name="search_article_once",
                    )
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
