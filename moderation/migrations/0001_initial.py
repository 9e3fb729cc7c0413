import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from moderation import immutable


class Migration(migrations.Migration):
    initial = True

    # All of its former migrations, so that a database that had these has this one.
    replaces = [
        ("house", "0001_house"),
        ("house", "0002_record_is_kept"),
        ("house", "0003_canned_reasons"),
        ("house", "0004_told"),
        ("house", "0005_page_closed"),
        ("house", "0006_one_mailbox"),
        ("house", "0007_measures_outlive_erasure"),
    ]

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="HouseRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="number")),
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
                        verbose_name="kind",
                    ),
                ),
                ("title_nl", models.CharField(max_length=120, verbose_name="title in Dutch")),
                ("title_en", models.CharField(max_length=120, verbose_name="title in English")),
                ("text_nl", models.TextField(verbose_name="text in Dutch")),
                ("text_en", models.TextField(verbose_name="text in English")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="last changed")),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={"verbose_name": "house rule", "verbose_name_plural": "house rules", "ordering": ("number",)},
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("actor", models.BigIntegerField(null=True)),
                ("verb", models.CharField(max_length=30)),
                ("subject", models.CharField(max_length=60)),
                ("details", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "audit log entry",
                "verbose_name_plural": "audit log",
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(fields=["subject", "-id"], name="audit_subject"),
                    models.Index(fields=["verb", "-id"], name="audit_verb"),
                    models.Index(fields=["actor", "-id"], name="audit_actor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WriterNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, db_index=True, max_length=254)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("text", models.TextField(verbose_name="note")),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("user", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"verbose_name": "note about a writer", "verbose_name_plural": "notes about writers", "ordering": ("-pk",)},
        ),
        migrations.CreateModel(
            name="CannedReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(help_text="Only moderators see this, in the list of reasons.", max_length=120, verbose_name="title")),
                ("law", models.CharField(blank=True, max_length=300, verbose_name="legal basis")),
                ("text_nl", models.TextField(verbose_name="text in Dutch")),
                ("text_en", models.TextField(verbose_name="text in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position in the list")),
                ("house_rule", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="house.houserule")),
            ],
            options={
                "verbose_name": "canned reason",
                "verbose_name_plural": "canned reasons",
                "ordering": ("position", "pk"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("house_rule", None), ("law", ""), _connector="XOR"), name="canned_reason_has_one_ground")
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, db_index=True, max_length=254)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("warn", "warned"),
                            ("hold", "on pre-moderation"),
                            ("suspend", "suspended"),
                            ("ban", "banned"),
                            ("page", "page closed"),
                            ("trust", "trusted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("mailbox_hash", models.CharField(blank=True, db_index=True, max_length=64)),
                ("language", models.CharField(default="nl", max_length=2)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("house_rule", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="house.houserule")),
                (
                    "lifted_by",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("user", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "sanction",
                "verbose_name_plural": "sanctions",
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False), models.Q(("email", ""), _negated=True), models.Q(("mailbox_hash", ""), _negated=True), _connector="OR"
                        ),
                        name="measure_of_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("warn", "trust")), ("ends_at__isnull", False), _connector="OR"), name="measure_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("reason", ""), _negated=True), models.Q(("mailbox_hash", ""), _negated=True), _connector="OR"),
                        name="measure_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mailbox_hash", ""), models.Q(("address", ""), ("email", ""), ("ends_at__isnull", False)), _connector="OR"),
                        name="measure_outlives_nameless",
                    ),
                ],
            },
        ),
        migrations.RunPython(immutable.install, immutable.remove),
    ]
