import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # All of its former migrations, so that a database that had these has this one.
    replaces = [("bulletins", "0001_bulletins"), ("bulletins", "0002_tested")]

    dependencies = [("articles", "0001_initial"), ("comments", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Bulletin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="number")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("date", models.DateField(default=django.utils.timezone.localdate, verbose_name="date")),
                ("language", models.CharField(choices=[("nl", "Dutch"), ("en", "English")], default="nl", max_length=2, verbose_name="language")),
                ("introduction", models.TextField(blank=True, verbose_name="introduction")),
                ("introduction_html", models.TextField(blank=True, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("tested_at", models.DateTimeField(blank=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "bulletin",
                "verbose_name_plural": "bulletins",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("status__in", ("draft", "published", "withdrawn"))), name="bulletin_status"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("status", "draft")),
                            models.Q(models.Q(("status", "draft"), _negated=True), ("published_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="bulletin_public_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mailed_at", None), ("published_at__isnull", False), _connector="OR"), name="bulletin_mailed_was_public"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Printing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.CharField(max_length=32)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("lacks_library", models.BooleanField(default=False)),
                ("bulletin", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="printing", to="bulletins.bulletin")),
            ],
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "kind",
                    models.CharField(
                        choices=[("article", "opinion article"), ("talk", "speaker contribution"), ("reaction", "reaction"), ("heading", "heading")], max_length=8
                    ),
                ),
                ("whole", models.BooleanField(default=True, verbose_name="the whole text")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="name of the speaker")),
                ("affiliation", models.CharField(blank=True, max_length=120, verbose_name="affiliation")),
                ("html", models.TextField(blank=True, verbose_name="text")),
                ("article", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article")),
                ("bulletin", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="items", to="bulletins.bulletin")),
                ("comment", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="comments.comment")),
            ],
            options={
                "verbose_name": "bulletin item",
                "verbose_name_plural": "bulletin items",
                "ordering": ("position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("article__isnull", False), ("comment", None), ("kind", "article")),
                            models.Q(("article", None), ("comment__isnull", False), ("kind", "reaction")),
                            models.Q(("article", None), ("comment", None), ("kind__in", ("talk", "heading")), models.Q(("title", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="bulletin_item_is_one_thing",
                    ),
                    models.UniqueConstraint(condition=models.Q(("article__isnull", False)), fields=("bulletin", "article"), name="bulletin_article_once"),
                    models.UniqueConstraint(condition=models.Q(("comment__isnull", False)), fields=("bulletin", "comment"), name="bulletin_reaction_once"),
                ],
            },
        ),
    ]
