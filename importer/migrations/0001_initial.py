import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # All of its former migrations, so that a database that had these has this one.
    replaces = [("exchange", "0001_imported"), ("exchange", "0002_old_links"), ("exchange", "0003_old_subjects_and_authors")]

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("articles", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Imported",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=200)),
                ("kind", models.CharField(choices=[("author", "Author"), ("article", "Article"), ("comment", "Comment")], max_length=10)),
                ("their_id", models.PositiveBigIntegerField()),
                ("object_id", models.PositiveBigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "kind", "their_id"), name="imported_once"),
                    models.CheckConstraint(condition=models.Q(("kind__in", ("author", "article", "comment"))), name="imported_kind"),
                ]
            },
        ),
        migrations.CreateModel(
            name="OldLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=500, unique=True)),
                ("article", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article")),
                ("topic", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.topic")),
                ("user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("article__isnull", False), ("topic", None), ("user", None)),
                            models.Q(("article", None), ("topic__isnull", False), ("user", None)),
                            models.Q(("article", None), ("topic", None), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="old_link_leads_to_one",
                    )
                ]
            },
        ),
    ]
