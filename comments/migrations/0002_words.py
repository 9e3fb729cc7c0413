import django.db.models.deletion
from django.db import connection, migrations, models
from django.db.models import OuterRef, Subquery

import common.full_text
from comments.models.words import WORD_INDEX, CommentWords
from common.full_text import create_word_index, execute_sql

BATCH = 1_000
SQLITE_TRIGGERS = ("new", "changed", "gone", "text_new", "text_changed", "text_gone")
POSTGRES_FUNCTIONS = ("comment", "text", "text_gone", "gone", "emptied")


def drop_former_index(apps, schema_editor) -> None:
    """Drop the table of words that triggers kept; it never had a model."""
    if connection.vendor == "sqlite":
        execute_sql(f"DROP TRIGGER IF EXISTS comments_words_{name}" for name in SQLITE_TRIGGERS)
    else:
        functions = [f"comments_words_{name}()" for name in POSTGRES_FUNCTIONS]
        names = ", ".join((*functions, "comments_fold(text)"))
        execute_sql([f"DROP FUNCTION IF EXISTS {names} CASCADE"])
    execute_sql(["DROP TABLE IF EXISTS comments_words"])


def fill(apps, schema_editor) -> None:
    revisions = apps.get_model("comments", "Revision").objects
    latest = revisions.filter(comment=OuterRef("pk"), number=OuterRef("revision"))
    comments = apps.get_model("comments", "Comment").objects.annotate(
        latest=Subquery(latest.values("text"))
    )
    model = apps.get_model("comments", "CommentWords")
    last = 0
    fields = ("pk", "name", "affiliation", "text", "latest")
    while rows := list(comments.filter(pk__gt=last).order_by("pk").values_list(*fields)[:BATCH]):
        model.objects.bulk_create(
            model(comment_id=pk, words=CommentWords.of_texts(texts)) for pk, *texts in rows
        )
        last = rows[-1][0]
    # After the rows, which is faster; PostgreSQL wants their foreign keys to be checked first.
    if connection.vendor == "postgresql":
        execute_sql(["SET CONSTRAINTS ALL IMMEDIATE"])
    create_word_index(
        WORD_INDEX, "comments_commentwords", ["words"], key="comment_id", positions=False
    )


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [
        migrations.RunPython(drop_former_index, migrations.RunPython.noop),
        migrations.CreateModel(
            name="CommentWords",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="comments.comment",
                    ),
                ),
                ("words", common.full_text.WordsField()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
