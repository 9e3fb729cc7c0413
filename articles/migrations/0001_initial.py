import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # All of its former migrations, so that a database that had these has this one.
    replaces = [
        ("articles", "0001_articles"),
        ("articles", "0002_writing_and_dossiers"),
        ("articles", "0003_dossier_pieces"),
        ("articles", "0004_concluded_by"),
        ("articles", "0005_writing_desk"),
        ("articles", "0006_related"),
        ("articles", "0007_text_changed_at"),
        ("articles", "0008_desk"),
    ]

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Dossier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="question")),
                ("slug", models.SlugField(max_length=200, unique=True, verbose_name="web address")),
                ("introduction", models.TextField(blank=True, verbose_name="introduction")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published at")),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={"verbose_name": "dossier", "verbose_name_plural": "dossiers", "ordering": ("-published_at", "-pk")},
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, unique=True, verbose_name="title")),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="web address")),
            ],
            options={"verbose_name": "series", "verbose_name_plural": "series", "ordering": ("title",)},
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="web address")),
            ],
            options={"verbose_name": "topic", "verbose_name_plural": "topics", "ordering": ("name",)},
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("slug", models.SlugField(max_length=200, unique=True, verbose_name="web address")),
                ("lead", models.TextField(blank=True, max_length=1000, verbose_name="introduction")),
                ("body", models.TextField(verbose_name="text")),
                ("language", models.CharField(choices=[("nl", "Dutch"), ("en", "English")], default="nl", max_length=2, verbose_name="language")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("ready", "ready to edit"), ("published", "published"), ("withdrawn", "withdrawn")],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published at")),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, max_length=1000, verbose_name="reason for withdrawal")),
                ("keeps_debate", models.BooleanField(default=True, verbose_name="the debate stays readable")),
                ("text_changed_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("site", "as on the whole site"),
                            ("hold_all", "all reactions"),
                            ("first_time", "the first reaction of each writer"),
                            ("publish", "none, unless a rule holds it"),
                        ],
                        default="site",
                        max_length=10,
                        verbose_name="reactions waiting for a moderator",
                    ),
                ),
                (
                    "reacting",
                    models.CharField(
                        choices=[("all", "everyone"), ("members", "members"), ("invited", "invited members")],
                        default="all",
                        max_length=8,
                        verbose_name="who can react",
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="open for reactions from")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed for reactions since")),
                ("closes_after_days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="closes after this many days")),
                ("proposition", models.CharField(blank=True, max_length=200, verbose_name="proposition")),
                ("pinned", models.TextField(blank=True, max_length=2000, verbose_name="message above the reactions")),
                ("pinned_html", models.TextField(blank=True, editable=False)),
                ("conclusions", models.TextField(blank=True, verbose_name="conclusions")),
                ("concluded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("sources", models.TextField(blank=True, verbose_name="sources")),
                ("leads", models.BooleanField(default=False, editable=False)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("last_number", models.PositiveIntegerField(default=0, editable=False)),
                ("views", models.PositiveIntegerField(default=0, editable=False, verbose_name="views")),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answered_by",
                        to="articles.article",
                        verbose_name="in reply to",
                    ),
                ),
                (
                    "concluded_by",
                    models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "ordering": ("-published_at", "-pk"),
                "indexes": [models.Index(fields=["status", "-published_at", "-id"], name="article_front")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("status__in", ("draft", "ready", "published", "withdrawn"))), name="article_status"),
                    models.UniqueConstraint(condition=models.Q(("leads", True)), fields=("leads",), name="article_one_leads"),
                    models.CheckConstraint(condition=models.Q(("reacting__in", ("all", "members", "invited"))), name="article_reacting"),
                    models.CheckConstraint(
                        condition=models.Q(("conclusions", ""), ("concluded_at__isnull", False), _connector="OR"), name="article_concluded_has_date"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("status", "published"), _negated=True), ("published_at__isnull", False), _connector="OR"),
                        name="article_published_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("extension", models.CharField(editable=False, max_length=5)),
                ("size", models.PositiveBigIntegerField(editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="articles.article")),
            ],
            options={"verbose_name": "attachment", "verbose_name_plural": "attachments", "ordering": ("position", "pk")},
        ),
        migrations.CreateModel(
            name="DossierPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article")),
                ("dossier", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="pieces", to="articles.dossier")),
            ],
            options={"ordering": ("position", "pk"), "constraints": [models.UniqueConstraint(fields=("dossier", "article"), name="dossier_piece_once")]},
        ),
        migrations.AddField(
            model_name="dossier", name="articles", field=models.ManyToManyField(related_name="dossiers", through="articles.DossierPiece", to="articles.article")
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("lead", models.TextField(blank=True, max_length=1000, verbose_name="introduction")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("revision", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("page", models.CharField(blank=True, max_length=40)),
                ("turn", models.PositiveIntegerField(default=0)),
                ("article", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="draft", to="articles.article")),
                ("saved_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("width", models.PositiveIntegerField(editable=False)),
                ("height", models.PositiveIntegerField(editable=False)),
                ("alt", models.CharField(max_length=300, verbose_name="alternative text")),
                ("caption", models.CharField(blank=True, max_length=300, verbose_name="caption")),
                ("credit", models.CharField(blank=True, max_length=120, verbose_name="credit")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("unused_since", models.DateTimeField(blank=True, editable=False, null=True)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"verbose_name": "image", "verbose_name_plural": "images", "ordering": ("-pk",)},
        ),
        migrations.AddField(
            model_name="article",
            name="image",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.image", verbose_name="main image"
            ),
        ),
        migrations.CreateModel(
            name="Invited",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="invited", to="articles.article")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("article", "user"), name="invited_once")]},
        ),
        migrations.CreateModel(
            name="OldAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=200, unique=True)),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="old_addresses", to="articles.article")),
            ],
        ),
        migrations.CreateModel(
            name="Peek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="intended for")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="peeks", to="articles.article")),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ("-pk",)},
        ),
        migrations.CreateModel(
            name="Related",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("likeness", models.FloatField()),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article")),
                ("other", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("article", "other"), name="related_once"),
                    models.CheckConstraint(condition=models.Q(("article", models.F("other")), _negated=True), name="related_to_another"),
                ]
            },
        ),
        migrations.AddField(
            model_name="article",
            name="series",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="articles", to="articles.series", verbose_name="series"
            ),
        ),
        migrations.AddField(model_name="article", name="topics", field=models.ManyToManyField(blank=True, to="articles.topic", verbose_name="topics")),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("saved", "saved"),
                            ("aside", "saved beside a colleague's version"),
                            ("ready", "submitted"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                            ("back", "restored"),
                        ],
                        default="saved",
                        max_length=9,
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("lead", models.TextField(blank=True, verbose_name="introduction")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="articles.article")),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ("-number",), "constraints": [models.UniqueConstraint(fields=("article", "number"), name="version_once_a_number")]},
        ),
        migrations.CreateModel(
            name="Byline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("name_key", models.CharField(db_index=True, editable=False, max_length=120)),
                ("affiliation", models.CharField(blank=True, max_length=120, verbose_name="affiliation")),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="about the author, in one line")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="bylines", to="articles.article")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        help_text="Anyone named here can reply under the article as its author.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bylines",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
            ],
            options={
                "verbose_name": "byline",
                "verbose_name_plural": "bylines",
                "ordering": ("position", "pk"),
                "constraints": [models.UniqueConstraint(fields=("article", "user"), name="byline_once_a_member")],
            },
        ),
    ]
