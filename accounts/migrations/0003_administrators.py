from django.db import migrations


def add(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get_or_create(name="administrators")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
