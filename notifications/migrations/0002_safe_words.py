from django.db import migrations, models

from common.html.safe import SafeText


def make_safe(apps, _editor) -> None:
    """Store the HTML of the editors' words, which was made anew for each reader until now."""
    for issue in apps.get_model("notifications", "Issue").objects.exclude(word_nl="", word_en=""):
        issue.word_html_nl = SafeText(issue.word_nl).html
        issue.word_html_en = SafeText(issue.word_en).html
        issue.save(update_fields=["word_html_nl", "word_html_en"])


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        *(
            migrations.AddField(
                model_name="issue",
                name=name,
                field=models.TextField(blank=True, default="", editable=False),
                preserve_default=False,
            )
            for name in ("word_html_nl", "word_html_en")
        ),
        migrations.RunPython(make_safe, migrations.RunPython.noop, elidable=True),
    ]
