"""Tasks wait in the queue under their dotted path: those that were moved must still be found."""

from django.db import migrations

# What the queue of a former version may hold, and what the same task is called now.
MOVED = {
    "house.tasks.tell_taken": "moderation.tasks.mail_sanction_imposed",
    "house.tasks.tell_lifted": "moderation.tasks.mail_sanction_lifted",
    "house.tasks.tell_roles": "moderation.tasks.mail_role_changes",
    "notifications.tasks.send_mail_works": "notifications.tasks.send_address_check",
    "notifications.newsletter.tasks.send_question": "newsletter.tasks.send_newsletter_question",
    "notifications.newsletter.tasks.send_test": "newsletter.tasks.send_test_issue",
    "comments.actions.together.carry_out": "desk.actions.bulk.run_batch",
    "comments.actions.together.reverse": "desk.actions.bulk.run_batch_undo",
    "comments.report_mail.send": "comments.report_mail.send_report_mail",
    "comments.actions.telling.send_statement": "comments.actions.mails.send_statement",
    "comments.actions.telling.send_outcome": "comments.actions.mails.send_appeal_outcome",
    "comments.actions.telling.send_invitation": "comments.actions.mails.send_invitation",
    "comments.actions.learning.learn": "comments.actions.learning.learn_decisions",
    "bulletins.actions.printing.print_it": "bulletins.actions.printing.make_bulletin_pdf",
    "bulletins.actions.mailing.send_test": "bulletins.actions.mailing.send_test_bulletin",
    "personal.actions.make_copy": "privacy.actions.build_export",
    "personal.tasks.tell_asked": "privacy.tasks.mail_erasure_requested",
}


def rename(apps, schema_editor) -> None:
    results = apps.get_model("django_tasks_database", "DBTaskResult").objects
    for old, new in MOVED.items():
        results.filter(task_path=old).update(task_path=new)


class Migration(migrations.Migration):
    dependencies = (("django_tasks_database", "0001_initial"),)

    operations = (migrations.RunPython(rename, migrations.RunPython.noop),)
