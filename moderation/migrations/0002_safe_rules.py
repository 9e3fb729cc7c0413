from django.db import migrations, models

from common.html.safe import SafeText


def make_safe(apps, _editor) -> None:
    """Store the HTML of the rules, which was made anew for each reader until now."""
    for rule in apps.get_model("house", "HouseRule").objects.all():
        rule.html_nl, rule.html_en = SafeText(rule.text_nl).html, SafeText(rule.text_en).html
        rule.save(update_fields=["html_nl", "html_en"])


class Migration(migrations.Migration):
    dependencies = [("house", "0001_initial")]

    operations = [
        *(
            migrations.AddField(
                model_name="houserule",
                name=name,
                field=models.TextField(default="", editable=False),
                preserve_default=False,
            )
            for name in ("html_nl", "html_en")
        ),
        migrations.RunPython(make_safe, migrations.RunPython.noop, elidable=True),
    ]
