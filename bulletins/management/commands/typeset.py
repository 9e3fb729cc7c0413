import sys

from django.core.management.base import BaseCommand

from bulletins.press import NO_LIBRARY

try:
    from bulletins import typesetting
except OSError as error:  # as WeasyPrint says that Pango is not there
    typesetting, LACKS = None, error


class Command(BaseCommand):
    help = "Set the HTML page on the standard input as a PDF on the standard output."
    requires_system_checks = ()

    def handle(self, **options) -> None:
        if typesetting is None:
            self.stderr.write(f"WeasyPrint cannot work here: {LACKS}")
            raise SystemExit(NO_LIBRARY)
        page = sys.stdin.buffer.read().decode()
        sys.stdout.buffer.write(typesetting.pdf(page))
