from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("house", "0006_one_mailbox")]

    operations = [
        migrations.AddField(
            model_name="measure",
            name="mailbox_hash",
            field=models.CharField(blank=True, db_index=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="measure", name="measure_of_someone"),
        migrations.RemoveConstraint(model_name="measure", name="measure_has_reason"),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email="") | ~Q(mailbox_hash=""),
                name="measure_of_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=~Q(reason="") | ~Q(mailbox_hash=""), name="measure_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=Q(mailbox_hash="") | Q(email="", address="", ends_at__isnull=False),
                name="measure_outlives_nameless",
            ),
        ),
    ]
