from django.db import migrations, models


def from_versions(apps, schema_editor):
    """When each text last changed for its readers, as far as its versions tell."""
    version = apps.get_model("articles", "Version")
    changed = {}
    rows = version.objects.filter(kind="published", article__status="published")
    rows = rows.filter(created_at__gt=models.F("article__published_at"))
    rows = rows.order_by("article", "number").values_list("article", "number", "created_at")
    earlier = version.objects.filter(kind="published").order_by("-number")
    for article, number, at in rows.iterator():
        texts = earlier.filter(article=article, number__lte=number)[:2]
        now, *then = texts.values_list("title", "lead", "body")
        if then and then[0] != now:
            changed[article] = at
    articles = apps.get_model("articles", "Article").objects
    for article, at in changed.items():
        articles.filter(pk=article).update(text_changed_at=at)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_related"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="text_changed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(from_versions, migrations.RunPython.noop, elidable=True),
    ]
