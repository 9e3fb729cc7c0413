import sys

from django.core.management.base import BaseCommand

from bulletins.pdf_process import EXIT_NO_LIBRARY

try:
    from bulletins import pdf
except OSError as error:  # WeasyPrint raises it if Pango is missing
    pdf, LACKS = None, error


class Command(BaseCommand):
    help = "Convert the HTML page on standard input to a PDF on standard output."
    requires_system_checks = ()

    def handle(self, **options) -> None:
        if pdf is None:
            self.stderr.write(f"WeasyPrint does not work here: {LACKS}")
            raise SystemExit(EXIT_NO_LIBRARY)
        page = sys.stdin.buffer.read().decode()
        sys.stdout.buffer.write(pdf.render_pdf(page))
