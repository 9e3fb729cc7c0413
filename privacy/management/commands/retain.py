from django.core.management.base import BaseCommand

from privacy import actions, retention


class Command(BaseCommand):
    help = "Delete data past its retention period, as the worker does every hour."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="only show what would be deleted"
        )

    def handle(self, *, dry_run: bool, **options) -> None:
        keeps = retention.retention_rules()
        counts = (
            {keep.name: retention.count_expired_rows(keep) for keep in keeps}
            if dry_run
            else actions.delete_expired_rows()
        )
        for keep in keeps:
            self.stdout.write(f"{counts[keep.name]:8}  {keep.name}, older than {keep.days} days")
        self.stdout.write("Nothing was deleted." if dry_run else "Deleted.")
