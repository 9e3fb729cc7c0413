from django_tasks_db.management.commands import db_worker

from common.worker import recover_now_and_then


class Command(db_worker.Command):
    help = "Send mail and do other slow work; also what a killed worker left undone."

    def handle(self, **options) -> None:
        recover_now_and_then()
        super().handle(**options)
