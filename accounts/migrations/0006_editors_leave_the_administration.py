from django.db import migrations


def leave(apps, schema_editor):
    """Pieces are written at their own desk: what is left there is for administrators."""
    users = apps.get_model("accounts", "User").objects.filter(is_staff=True, is_superuser=False)
    users.exclude(groups__name="administrators").update(is_staff=False)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_guest_links"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(leave, migrations.RunPython.noop)]
