import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from comments.questions import asks

AT_ONCE = 1_000


def find_questions(apps, schema_editor):
    """Mark those among the reactions that are there already."""
    Comment = apps.get_model("comments", "Comment")
    rows = Comment.objects.order_by("pk").values_list("pk", "html")
    found = list(rows[:AT_ONCE])
    while found:
        pks = [pk for pk, html in found if asks(html)]
        Comment.objects.filter(pk__in=pks).update(asks=True)
        found = list(rows.filter(pk__gt=found[-1][0])[:AT_ONCE])


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_articles"),
        ("comments", "0015_last_look"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("marked_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "reaction marked as read",
                "verbose_name_plural": "reactions marked as read",
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="asks",
            field=models.BooleanField(default=False),
        ),
        migrations.RemoveIndex(model_name="comment", name="comment_count"),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=[
                    "article",
                    "status",
                    "-published_at",
                    "-id",
                    "asks",
                    "role",
                    "user",
                    "shown_revision",
                ],
                name="comment_of_article",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("role", "author")),
                fields=["parent", "status", "user"],
                name="comment_answer",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("role", "author")),
                fields=["article", "-created_at", "-id"],
                name="comment_by_author",
            ),
        ),
        migrations.AddField(
            model_name="readmark",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="comments.comment"
            ),
        ),
        migrations.AddField(
            model_name="readmark",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="read_marks",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="readmark",
            index=models.Index(fields=["user", "-marked_at", "-id"], name="read_mark_newest"),
        ),
        migrations.AddConstraint(
            model_name="readmark",
            constraint=models.UniqueConstraint(fields=("user", "comment"), name="read_mark_once"),
        ),
        migrations.RunPython(find_questions, migrations.RunPython.noop, elidable=True),
    ]
