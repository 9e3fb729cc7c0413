from django.db import migrations

from common.email import mailbox


def spell_alike(apps, _editor) -> None:
    """What is known of a mailbox is found by its spelling, of which there are fewer now."""
    for name in ("Measure", "WriterNote"):
        model = apps.get_model("house", name)
        for row in model.objects.exclude(email="").only("email").iterator():
            if (spelt := mailbox(row.email)) != row.email:
                model.objects.filter(pk=row.pk).update(email=spelt)


class Migration(migrations.Migration):
    dependencies = [("house", "0005_page_closed")]

    operations = [migrations.RunPython(spell_alike, migrations.RunPython.noop)]
