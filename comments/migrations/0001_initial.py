import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # All of its former migrations, so that a database that had these has this one.
    replaces = [
        ("comments", "0001_reactions"),
        ("comments", "0002_rules"),
        ("comments", "0003_desk"),
        ("comments", "0004_accountability"),
        ("comments", "0005_desk_lists"),
        ("comments", "0006_figures"),
        ("comments", "0007_learned"),
        ("comments", "0008_together"),
        ("comments", "0009_waits"),
        ("comments", "0010_reasons"),
        ("comments", "0011_flood"),
        ("comments", "0012_wants_answers"),
        ("comments", "0013_folds"),
        ("comments", "0014_repeated_ground"),
        ("comments", "0015_last_look"),
        ("comments", "0016_author_desk"),
        ("comments", "0017_invitations"),
    ]

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("articles", "0001_initial"), ("house", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="BlockedDomain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.CharField(max_length=253, unique=True, verbose_name="domain")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"verbose_name": "blocked domain", "verbose_name_plural": "blocked domains", "ordering": ("domain",)},
        ),
        migrations.CreateModel(
            name="Learned",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.UUIDField(default=uuid.uuid4)),
                ("scheme", models.PositiveSmallIntegerField()),
                ("counts", models.BinaryField()),
                ("approved", models.PositiveIntegerField(default=0)),
                ("rejected", models.PositiveIntegerField(default=0)),
                ("slope", models.FloatField(default=1.0)),
                ("shift", models.FloatField(default=0.0)),
                ("decision", models.BigIntegerField(default=0)),
                ("quality", models.JSONField(null=True)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={"verbose_name": "what was learned", "verbose_name_plural": "what was learned"},
        ),
        migrations.CreateModel(
            name="WatchedWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60, unique=True, verbose_name="word")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"verbose_name": "watched word", "verbose_name_plural": "watched words", "ordering": ("word",)},
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verdict", models.CharField(choices=[("hold", "held"), ("approve", "approved"), ("reject", "rejected")], max_length=10)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("off_topic", "Off topic"),
                            ("insult", "Insulting or hurtful"),
                            ("personal", "Personal data of someone else"),
                            ("false", "Demonstrably false or misleading"),
                            ("spam", "Advertising or spam"),
                            ("illegal", "Not allowed by law"),
                            ("other", "Other reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("law", models.CharField(blank=True, max_length=300)),
                ("note", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("chosen", "not started"),
                            ("waiting", "starting"),
                            ("running", "in progress"),
                            ("done", "done"),
                            ("cancelled", "cancelled before it began"),
                            ("undoing", "undoing"),
                            ("undone", "undone"),
                        ],
                        default="chosen",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("starts_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="batches", to=settings.AUTH_USER_MODEL)),
                ("house_rule", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="house.houserule")),
                ("undone_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "bulk decision",
                "verbose_name_plural": "bulk decisions",
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ("chosen", "waiting", "running", "done", "cancelled", "undoing", "undone"))), name="batch_status"
                    ),
                    models.CheckConstraint(condition=models.Q(("verdict__in", ("approve", "reject"))), name="batch_verdict"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "reject"), _negated=True), ("status", "chosen"), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="batch_reject_has_reason",
                    ),
                    models.CheckConstraint(condition=models.Q(("status", "chosen"), ("starts_at__isnull", False), _connector="OR"), name="batch_starts"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("affiliation", models.CharField(blank=True, max_length=120, verbose_name="affiliation")),
                ("email", models.EmailField(blank=True, db_index=True, max_length=254, verbose_name="email address")),
                ("wants_answers", models.BooleanField(default=False)),
                ("role", models.CharField(choices=[("reader", "reader"), ("author", "author"), ("editor", "editors")], default="reader", max_length=10)),
                ("language", models.CharField(default="nl", max_length=2)),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "waiting for the writer's confirmation"),
                            ("pending", "waiting for a moderator"),
                            ("published", "published"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn by the writer"),
                            ("removed", "removed by a moderator"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("html", models.TextField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("shown_revision", models.PositiveIntegerField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                ("held_rule", models.CharField(blank=True, max_length=30)),
                ("signs", models.JSONField(blank=True, default=dict)),
                ("reported_at", models.DateTimeField(null=True)),
                ("report_weight", models.FloatField(default=0)),
                ("fingerprint", models.BigIntegerField(null=True)),
                ("asks", models.BooleanField(default=False)),
                ("number", models.PositiveIntegerField(null=True)),
                ("path", models.CharField(max_length=48, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("edited_at", models.DateTimeField(null=True)),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="articles.article")),
                (
                    "parent",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="comments.comment"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="comments", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "reaction",
                "verbose_name_plural": "reactions",
                "indexes": [
                    models.Index(fields=["article", "status", "-published_at", "-id", "asks", "role", "user", "shown_revision"], name="comment_of_article"),
                    models.Index(fields=["article", "version"], name="comment_since"),
                    models.Index(fields=["user", "-created_at"], name="comment_writer"),
                    models.Index(condition=models.Q(("held_at__isnull", False)), fields=["held_at", "id"], name="comment_queue"),
                    models.Index(condition=models.Q(("fingerprint__isnull", False)), fields=["-id"], name="comment_repeatable"),
                    models.Index(condition=models.Q(("held_at__isnull", False)), fields=["held_rule", "held_at", "id"], name="comment_queue_by_rule"),
                    models.Index(condition=models.Q(("held_at__isnull", False)), fields=["article", "held_at", "id"], name="comment_queue_by_article"),
                    models.Index(condition=models.Q(("held_at__isnull", False)), fields=["language", "held_at", "id"], name="comment_queue_by_language"),
                    models.Index(condition=models.Q(("published_at__isnull", False)), fields=["-published_at", "-id"], name="comment_published"),
                    models.Index(condition=models.Q(("status__in", ("rejected", "removed"))), fields=["-created_at", "-id"], name="comment_refused"),
                    models.Index(fields=["-created_at", "-id"], name="comment_newest"),
                    models.Index(fields=["article", "-created_at", "-id"], name="comment_by_article"),
                    models.Index(fields=["held_rule", "-created_at", "-id"], name="comment_by_rule"),
                    models.Index(fields=["language", "-created_at", "-id"], name="comment_by_language"),
                    models.Index(condition=models.Q(("reported_at__isnull", False)), fields=["-report_weight", "id"], name="comment_reported"),
                    models.Index(condition=models.Q(("role", "author")), fields=["parent", "status", "user"], name="comment_answer"),
                    models.Index(condition=models.Q(("role", "author")), fields=["article", "-created_at", "-id"], name="comment_by_author"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ("unconfirmed", "pending", "published", "rejected", "withdrawn", "removed"))), name="comment_status"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("number__isnull", True),
                                ("path__isnull", True),
                                ("published_at__isnull", True),
                                ("shown_revision__isnull", True),
                                ("version", 0),
                            ),
                            models.Q(
                                ("number__isnull", False),
                                ("path__isnull", False),
                                ("published_at__isnull", False),
                                ("shown_revision__isnull", False),
                                ("version__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="comment_place_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("path__isnull", False), ("status__in", ("published", "removed"))),
                            models.Q(("path__isnull", True), ("status__in", ("unconfirmed", "rejected"))),
                            ("status__in", ("pending", "withdrawn")),
                            _connector="OR",
                        ),
                        name="comment_place_fits_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at__isnull", False), ("status", "pending")),
                            ("status", "published"),
                            models.Q(("held_at", None), ("status__in", ("unconfirmed", "rejected", "withdrawn", "removed"))),
                            _connector="OR",
                        ),
                        name="comment_held_fits_status",
                    ),
                    models.UniqueConstraint(fields=("article", "path"), name="comment_path_unique"),
                    models.UniqueConstraint(fields=("article", "number"), name="comment_number_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField()),
                ("verdict", models.CharField(choices=[("hold", "held"), ("approve", "approved"), ("reject", "rejected")], max_length=10)),
                ("rule", models.CharField(blank=True, max_length=30)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("off_topic", "Off topic"),
                            ("insult", "Insulting or hurtful"),
                            ("personal", "Personal data of someone else"),
                            ("false", "Demonstrably false or misleading"),
                            ("spam", "Advertising or spam"),
                            ("illegal", "Not allowed by law"),
                            ("other", "Other reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("law", models.CharField(blank=True, max_length=300)),
                ("note", models.TextField(blank=True)),
                (
                    "from_status",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "waiting for the writer's confirmation"),
                            ("pending", "waiting for a moderator"),
                            ("published", "published"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn by the writer"),
                            ("removed", "removed by a moderator"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "waiting for the writer's confirmation"),
                            ("pending", "waiting for a moderator"),
                            ("published", "published"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn by the writer"),
                            ("removed", "removed by a moderator"),
                        ],
                        max_length=12,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("held_since", models.DateTimeField(null=True)),
                ("held_rule", models.CharField(blank=True, max_length=30)),
                ("batch", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="comments.batch")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="decisions", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("comment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="comments.comment")),
                (
                    "house_rule",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="house.houserule"),
                ),
                ("repeats", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="comments.decision")),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ("pk",),
                "indexes": [
                    models.Index(fields=["created_at"], name="decision_period"),
                    models.Index(
                        condition=models.Q(("to_status", "removed"), ("from_status", "removed"), _connector="OR"),
                        fields=["-created_at", "-id"],
                        name="decision_public",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("verdict__in", ("hold", "approve", "reject"))), name="decision_verdict"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rule", ""), ("verdict", "reject"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="decision_reject_has_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="removal",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="comments.decision"),
        ),
        migrations.CreateModel(
            name="BatchItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "waiting for the writer's confirmation"),
                            ("pending", "waiting for a moderator"),
                            ("published", "published"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn by the writer"),
                            ("removed", "removed by a moderator"),
                        ],
                        max_length=12,
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("held", models.BooleanField()),
                ("reported", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("todo", "not decided yet"),
                            ("done", "decided"),
                            ("conflict", "a colleague was first"),
                            ("changed", "the writer edited or withdrew it"),
                            ("nothing", "no change needed"),
                            ("stopped", "stopped before its turn"),
                            ("failed", "failed; see the site logs"),
                        ],
                        default="todo",
                        max_length=10,
                    ),
                ),
                ("held_at", models.DateTimeField(null=True)),
                ("shown_revision", models.PositiveIntegerField(null=True)),
                ("edited_at", models.DateTimeField(null=True)),
                (
                    "undo",
                    models.CharField(
                        choices=[
                            ("not", "not undone"),
                            ("done", "undone"),
                            ("conflict", "decided again since"),
                            ("changed", "edited or withdrawn by the writer since"),
                            ("failed", "failed; see the site logs"),
                        ],
                        default="not",
                        max_length=10,
                    ),
                ),
                ("batch", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="items", to="comments.batch")),
                ("comment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="comments.comment")),
                ("decision", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="comments.decision")),
            ],
            options={
                "verbose_name": "reaction in a bulk decision",
                "verbose_name_plural": "reactions in a bulk decision",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "comment"), name="batch_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ("todo", "done", "conflict", "changed", "nothing", "stopped", "failed"))), name="batch_item_outcome"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undo", "not"), models.Q(("outcome", "done"), ("undo__in", ("done", "conflict", "changed", "failed"))), _connector="OR"
                        ),
                        name="batch_item_undo",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FloodSwitch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mode", models.CharField(choices=[("off", "never"), ("auto", "during a flood"), ("on", "always")], max_length=4)),
            ],
            options={
                "verbose_name": "flood protection setting",
                "verbose_name_plural": "flood protection settings",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("mode__in", ("off", "auto", "on"))), name="flood_switch_mode"),
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="flood_switch_only_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="folds", to=settings.AUTH_USER_MODEL)),
                ("comment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="comments.comment")),
            ],
            options={
                "verbose_name": "muted writer",
                "verbose_name_plural": "muted writers",
                "constraints": [models.UniqueConstraint(fields=("by", "comment"), name="fold_once")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="message to the writer")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("accepted", "accepted by the writer"),
                            ("declined", "declined by the writer"),
                            ("taken_back", "consent withdrawn by the writer"),
                            ("called_back", "withdrawn by the editors"),
                        ],
                        default="asked",
                        max_length=11,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("article", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="articles.article")),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("comment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="comments.comment")),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("asked", "accepted", "declined", "taken_back", "called_back"))), name="invitation_state"
                    ),
                    models.UniqueConstraint(condition=models.Q(("state__in", ("asked", "accepted"))), fields=("comment",), name="invitation_one_open"),
                    models.CheckConstraint(condition=models.Q(("article", None), ("state", "accepted"), _connector="OR"), name="invitation_article_accepted"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LastLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("since", models.DateTimeField(null=True)),
                ("at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                ("user", models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "last seen time",
                "verbose_name_plural": "last seen times",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), ("user__isnull", False)), models.Q(("user", None), models.Q(("email", ""), _negated=True)), _connector="OR"
                        ),
                        name="last_look_of_someone",
                    ),
                    models.UniqueConstraint(condition=models.Q(("email", ""), _negated=True), fields=("email",), name="last_look_email_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField()),
                ("rejected", models.BooleanField()),
                ("score", models.FloatField(null=True)),
                ("decided_at", models.DateTimeField()),
                ("comment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="lessons", to="comments.comment")),
            ],
            options={
                "verbose_name": "lesson",
                "verbose_name_plural": "lessons",
                "ordering": ("pk",),
                "constraints": [models.UniqueConstraint(fields=("comment", "revision"), name="lesson_once_each")],
            },
        ),
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField()),
                ("marked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("comment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="comments.comment")),
                (
                    "user",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="read_marks", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "reaction marked as read",
                "verbose_name_plural": "reactions marked as read",
                "indexes": [models.Index(fields=["user", "-marked_at", "-id"], name="read_mark_newest")],
                "constraints": [models.UniqueConstraint(fields=("user", "comment"), name="read_mark_once")],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField()),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("off_topic", "Off topic"),
                            ("insult", "Insulting or hurtful"),
                            ("personal", "Personal data of someone else"),
                            ("false", "Demonstrably false or misleading"),
                            ("spam", "Advertising or spam"),
                            ("illegal", "Not allowed by law"),
                            ("other", "Other reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="explanation")),
                ("law", models.CharField(blank=True, max_length=300, verbose_name="legal basis")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                ("reporter", models.CharField(max_length=64)),
                ("language", models.CharField(default="nl", max_length=2)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "waiting for address confirmation"),
                            ("open", "open"),
                            ("upheld", "upheld"),
                            ("dismissed", "not upheld"),
                            ("outdated", "lapsed: the text was edited or withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("comment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="comments.comment")),
                ("user", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["reporter", "status"], name="report_reporter")],
                "constraints": [
                    models.UniqueConstraint(fields=("comment", "revision", "reporter"), name="report_once_each"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ("unconfirmed", "open", "upheld", "dismissed", "outdated"))), name="report_status"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("category", "illegal"), _negated=True), models.Q(("law", ""), _negated=True), _connector="OR"),
                        name="report_illegal_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("html", models.TextField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("comment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="comments.comment")),
            ],
            options={"ordering": ("number",), "constraints": [models.UniqueConstraint(fields=("comment", "number"), name="revision_number_unique")]},
        ),
        migrations.CreateModel(
            name="RuleSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=30)),
                ("mode", models.CharField(choices=[("off", "off"), ("hold", "hold for a moderator"), ("reject", "reject")], max_length=10)),
                (
                    "article",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="rule_settings", to="articles.article"),
                ),
            ],
            options={
                "verbose_name": "rule setting",
                "verbose_name_plural": "rule settings",
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("article", None)), fields=("rule",), name="rule_setting_of_site"),
                    models.UniqueConstraint(fields=("rule", "article"), name="rule_setting_of_article"),
                    models.CheckConstraint(condition=models.Q(("mode__in", ("off", "hold", "reject"))), name="rule_setting_mode"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("not_published", "not published"),
                            ("edit_refused", "the edit was rejected; the earlier text stays"),
                            ("removed", "removed from the site"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ground", models.CharField(max_length=300)),
                ("facts", models.TextField(blank=True)),
                ("found_by_machine", models.BooleanField()),
                ("decided_by_machine", models.BooleanField()),
                ("reported", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("mailed_at", models.DateTimeField(null=True)),
                ("decision", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="statement", to="comments.decision")),
            ],
            options={"verbose_name": "statement of reasons", "verbose_name_plural": "statements of reasons", "ordering": ("-pk",)},
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="why you disagree")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("outcome", models.CharField(blank=True, choices=[("granted", "granted"), ("dismissed", "rejected")], max_length=10)),
                ("answer", models.TextField(blank=True, verbose_name="reply")),
                ("decided_at", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "first_decided_by",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "ground_given_by",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("statement", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="objection", to="comments.statement")),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
                "ordering": ("pk",),
                "indexes": [models.Index(condition=models.Q(("decided_at__isnull", True)), fields=["created_at", "id"], name="objection_open")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            ("first_decided_by", None),
                            models.Q(("decided_by", models.F("first_decided_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="objection_judged_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            ("ground_given_by", None),
                            models.Q(("decided_by", models.F("ground_given_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="objection_judged_by_a_third",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("outcome", "")),
                            models.Q(("decided_at__isnull", False), ("outcome__in", ("granted", "dismissed"))),
                            _connector="OR",
                        ),
                        name="objection_outcome_whole",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("removal", None), ("status", "removed"), _connector="OR"), name="comment_removal_fits_status"
            ),
        ),
    ]
