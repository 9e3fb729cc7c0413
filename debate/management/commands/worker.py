from django.core.management.base import BaseCommand

from common.worker import make_worker, run_worker
from debate.periodic import PERIODIC_TASKS


class Command(BaseCommand):
    help = "Run background tasks, such as sending email, including those that a killed worker left."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--interval",
            type=float,
            default=1,
            help="seconds to wait when there are no tasks",
        )

    def handle(self, *, interval: float, **options) -> None:
        worker = make_worker(interval)
        worker.configure_signals()
        run_worker(worker, PERIODIC_TASKS)
