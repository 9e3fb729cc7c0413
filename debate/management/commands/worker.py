from django.core.management.base import BaseCommand

from common.worker import make_worker, run_worker
from debate.periodic import PERIODIC_TASKS


class Command(BaseCommand):
    help = "Send mail and do other slow work; also what a killed worker left undone."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--interval",
            type=float,
            default=1,
            help="how many seconds to wait when there is nothing to do",
        )

    def handle(self, *, interval: float, **options) -> None:
        worker = make_worker(interval)
        worker.configure_signals()
        run_worker(worker, PERIODIC_TASKS)
