import django.db.models.deletion
from django.db import migrations, models

import common.full_text
from search import full_text


def install(apps, schema_editor) -> None:
    full_text.install_letters()
    full_text.install_words()


class Migration(migrations.Migration):
    initial = True

    # All of its former migrations, so that a database that had these has this one.
    replaces = [("search", "0001_search"), ("search", "0002_keys_that_say_when")]

    dependencies = [("articles", "0001_initial"), ("comments", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=64, unique=True)),
                ("documents", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("revision", models.PositiveIntegerField(null=True)),
                ("changed_at", models.DateTimeField(null=True)),
                ("forms", models.TextField()),
                ("head", common.full_text.WordsField()),
                ("words", common.full_text.WordsField()),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article")),
                ("comment", models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="entry", to="comments.comment")),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("comment", None)), fields=["-id"], name="search_articles")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("comment", None)), fields=("article",), name="search_article_once")],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
