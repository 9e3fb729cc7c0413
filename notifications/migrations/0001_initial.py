import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # All of its former migrations, so that a database that had these has this one.
    replaces = [
        ("notifications", "0001_notices"),
        ("notifications", "0002_told"),
        ("notifications", "0003_mail"),
        ("notifications", "0004_following_dossiers"),
        ("notifications", "0005_mailings"),
        ("notifications", "0006_invited"),
        ("notifications", "0007_concluded"),
    ]

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("articles", "0001_initial"), ("comments", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Issue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("goes_at", models.DateTimeField(unique=True)),
                ("number", models.PositiveIntegerField(blank=True, null=True, unique=True)),
                ("word_nl", models.TextField(blank=True, verbose_name="editor's note in Dutch")),
                ("word_en", models.TextField(blank=True, verbose_name="editor's note in English")),
                ("order", models.JSONField(blank=True, default=list)),
                ("left_out", models.JSONField(blank=True, default=list)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("exchanges", models.JSONField(blank=True, default=list)),
                ("articles", models.JSONField(blank=True, default=list)),
            ],
            options={
                "verbose_name": "newsletter",
                "verbose_name_plural": "newsletters",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", None), ("sent_at", None)), models.Q(("number__isnull", False), ("sent_at__isnull", False)), _connector="OR"
                        ),
                        name="issue_sent_has_number",
                    ),
                    models.CheckConstraint(condition=models.Q(("cancelled_at", None), ("sent_at", None), _connector="OR"), name="issue_cancelled_or_sent"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mailing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=20)),
                ("key", models.PositiveBigIntegerField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "mailing",
                "verbose_name_plural": "mailings",
                "constraints": [models.UniqueConstraint(fields=("name", "key"), name="mailing_once")],
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reply", "a reply to your reaction"),
                            ("answer", "a reply by the article's author"),
                            ("decided", "a decision on your reaction"),
                            ("followed", "new reactions under an article you follow"),
                            ("closed", "the end of a debate you follow"),
                            ("concluded", "the conclusions of a debate you follow, if they are added later"),
                            ("article", "a new article in a dossier or by an author you follow"),
                            ("invited", "an invitation from the editors to turn your reaction into an article"),
                            ("waiting", "questions under your articles that are waiting for your reply"),
                            ("held", "reactions waiting for a moderator"),
                            ("newsletter", "the newsletter, with the best conversations of the week"),
                        ],
                        max_length=12,
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "issue",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="notifications.issue"),
                ),
                (
                    "mailing",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="notifications.mailing"),
                ),
            ],
            options={
                "verbose_name": "email",
                "verbose_name_plural": "emails",
                "indexes": [models.Index(condition=models.Q(("due_at__isnull", False)), fields=["due_at", "id"], name="mail_due")],
                "constraints": [models.CheckConstraint(condition=models.Q(("issue", None), ("mailing", None), _connector="OR"), name="mail_brings_one_thing")],
            },
        ),
        migrations.CreateModel(
            name="Subscriber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("language", models.CharField(default="nl", max_length=2)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("bounced_at", models.DateTimeField(blank=True, null=True)),
                ("complained_at", models.DateTimeField(blank=True, null=True)),
                ("bell", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="subscriber", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "subscriber",
                "verbose_name_plural": "subscribers",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), ("user__isnull", False)), models.Q(("user", None), models.Q(("email", ""), _negated=True)), _connector="OR"
                        ),
                        name="subscriber_is_someone",
                    ),
                    models.UniqueConstraint(condition=models.Q(("email", ""), _negated=True), fields=("email",), name="subscriber_email_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reply", "a reply to your reaction"),
                            ("answer", "a reply by the article's author"),
                            ("decided", "a decision on your reaction"),
                            ("followed", "new reactions under an article you follow"),
                            ("closed", "the end of a debate you follow"),
                            ("concluded", "the conclusions of a debate you follow, if they are added later"),
                            ("article", "a new article in a dossier or by an author you follow"),
                            ("invited", "an invitation from the editors to turn your reaction into an article"),
                            ("waiting", "questions under your articles that are waiting for your reply"),
                            ("held", "reactions waiting for a moderator"),
                            ("newsletter", "the newsletter, with the best conversations of the week"),
                        ],
                        max_length=12,
                    ),
                ),
                ("pace", models.CharField(choices=[("at_once", "immediately"), ("daily", "daily"), ("weekly", "weekly"), ("never", "never")], max_length=8)),
                ("subscriber", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="preferences", to="notifications.subscriber")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("subscriber", "kind"), name="preference_once_a_kind")]},
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reply", "a reply to your reaction"),
                            ("answer", "a reply by the article's author"),
                            ("decided", "a decision on your reaction"),
                            ("followed", "new reactions under an article you follow"),
                            ("closed", "the end of a debate you follow"),
                            ("concluded", "the conclusions of a debate you follow, if they are added later"),
                            ("article", "a new article in a dossier or by an author you follow"),
                            ("invited", "an invitation from the editors to turn your reaction into an article"),
                            ("waiting", "questions under your articles that are waiting for your reply"),
                            ("held", "reactions waiting for a moderator"),
                            ("newsletter", "the newsletter, with the best conversations of the week"),
                        ],
                        max_length=12,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("mail_at", models.DateTimeField(blank=True, null=True)),
                ("article", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article")),
                ("comment", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="comments.comment")),
                ("decision", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="comments.decision")),
                (
                    "mail",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="notices", to="notifications.mail"),
                ),
                ("subscriber", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="notifications.subscriber")),
            ],
            options={
                "verbose_name": "notification",
                "verbose_name_plural": "notifications",
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(fields=["subscriber", "-id"], name="notice_newest"),
                    models.Index(condition=models.Q(("read_at__isnull", True)), fields=["subscriber"], name="notice_unread"),
                    models.Index(condition=models.Q(("mail_at__isnull", False)), fields=["mail_at", "id"], name="notice_to_mail"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("comment__isnull", False), ("decision", None)),
                        fields=("subscriber", "kind", "comment"),
                        name="notice_of_comment_once",
                    ),
                    models.UniqueConstraint(condition=models.Q(("decision__isnull", False)), fields=("subscriber", "decision"), name="notice_of_decision_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("article__isnull", False), ("comment", None)),
                        fields=("subscriber", "kind", "article"),
                        name="notice_of_article_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("article", None), ("comment", None)), fields=("subscriber", "kind"), name="notice_of_state_once"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="mail",
            name="subscriber",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="notifications.subscriber"),
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("article", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article")),
                (
                    "author",
                    models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("dossier", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.dossier")),
                ("subscriber", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="notifications.subscriber")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["article", "subscriber"], name="follow_of_article"),
                    models.Index(fields=["author", "subscriber"], name="follow_of_author"),
                    models.Index(fields=["dossier", "subscriber"], name="follow_of_dossier"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("article__isnull", False), ("author", None), ("dossier", None)),
                            models.Q(("article", None), ("author__isnull", False), ("dossier", None)),
                            models.Q(("article", None), ("author", None), ("dossier__isnull", False)),
                            _connector="OR",
                        ),
                        name="follow_of_one_thing",
                    ),
                    models.UniqueConstraint(condition=models.Q(("article__isnull", False)), fields=("subscriber", "article"), name="follow_article_once"),
                    models.UniqueConstraint(condition=models.Q(("author__isnull", False)), fields=("subscriber", "author"), name="follow_author_once"),
                    models.UniqueConstraint(condition=models.Q(("dossier__isnull", False)), fields=("subscriber", "dossier"), name="follow_dossier_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reply", "a reply to your reaction"),
                            ("answer", "a reply by the article's author"),
                            ("decided", "a decision on your reaction"),
                            ("followed", "new reactions under an article you follow"),
                            ("closed", "the end of a debate you follow"),
                            ("concluded", "the conclusions of a debate you follow, if they are added later"),
                            ("article", "a new article in a dossier or by an author you follow"),
                            ("invited", "an invitation from the editors to turn your reaction into an article"),
                            ("waiting", "questions under your articles that are waiting for your reply"),
                            ("held", "reactions waiting for a moderator"),
                            ("newsletter", "the newsletter, with the best conversations of the week"),
                        ],
                        max_length=12,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article")),
                ("dossier", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.dossier")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("dossier", None)), fields=("article", "kind"), name="told_once_a_kind"),
                    models.UniqueConstraint(condition=models.Q(("dossier__isnull", False)), fields=("article", "kind", "dossier"), name="told_once_a_dossier"),
                ]
            },
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(condition=models.Q(("issue__isnull", False)), fields=("issue", "subscriber"), name="mail_of_issue_once"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(condition=models.Q(("mailing__isnull", False)), fields=("mailing", "subscriber"), name="mail_of_mailing_once"),
        ),
    ]
