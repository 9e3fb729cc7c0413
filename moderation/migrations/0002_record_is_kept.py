from django.db import migrations

from moderation import immutable


class Migration(migrations.Migration):
    dependencies = [("house", "0001_house")]
    operations = [migrations.RunPython(immutable.install, immutable.remove)]
