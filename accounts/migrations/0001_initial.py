import django.utils.timezone
from django.db import migrations, models

ROLES = ("authors", "moderators", "editors", "administrators")


def make_roles(apps, schema_editor) -> None:
    groups = apps.get_model("auth", "Group").objects
    for name in ROLES:
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    initial = True

    # All of its former migrations, so that a database that had these has this one.
    replaces = [
        ("accounts", "0001_people"),
        ("accounts", "0002_roles"),
        ("accounts", "0003_administrators"),
        ("accounts", "0004_pages"),
        ("accounts", "0005_guest_links"),
        ("accounts", "0006_editors_leave_the_administration"),
    ]

    dependencies = [("auth", "0012_alter_user_first_name_max_length")]

    operations = [
        migrations.CreateModel(
            name="GuestLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("language", models.CharField(default="nl", max_length=2)),
                ("digest", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
            ],
            options={"verbose_name": "guest link", "verbose_name_plural": "guest links"},
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        error_messages={"unique": "An account with this address already exists."}, max_length=254, unique=True, verbose_name="email address"
                    ),
                ),
                ("name", models.CharField(help_text="Shown with everything you write here.", max_length=60, verbose_name="name")),
                ("name_key", models.CharField(db_index=True, editable=False, max_length=120)),
                (
                    "affiliation",
                    models.CharField(
                        blank=True, help_text="For example: adviser at a research institute. Shown with your name.", max_length=120, verbose_name="affiliation"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("nl", "Dutch"), ("en", "English")],
                        default="nl",
                        help_text="The language of the emails you receive.",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "about",
                    models.TextField(
                        blank=True,
                        help_text="A few sentences, shown on your page if you choose so. Links stay plain text.",
                        max_length=400,
                        verbose_name="about you",
                    ),
                ),
                ("picture", models.CharField(blank=True, editable=False, max_length=32)),
                ("has_page", models.BooleanField(default=False, verbose_name="I have a public page")),
                ("shows_picture", models.BooleanField(default=False, verbose_name="show my photo")),
                ("shows_about", models.BooleanField(default=False, verbose_name="show my text")),
                ("shows_reactions", models.BooleanField(default=False, verbose_name="show the list of my reactions")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("is_staff", models.BooleanField(default=False, verbose_name="can use the admin site")),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="member since")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={"verbose_name": "member", "verbose_name_plural": "members"},
        ),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
