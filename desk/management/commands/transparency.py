import json
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from desk.statistics import dsa_template, transparency
from desk.statistics.periods import ReportYear


class Command(BaseCommand):
    help = (
        "Print the transparency report of a calendar year, using the templates of "
        f"{dsa_template.REGULATION}. Recounts the data; for the current year, up to this month."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="print JSON")
        form.add_argument("--csv", action="store_true", help="print CSV (the default)")

    def handle(self, *, year: int, **options) -> None:
        if year not in (known := transparency.reportable_years()):
            raise CommandError(f"There are statistics for {known[-1]} to {known[0]}.")
        period = ReportYear.of(year)
        figures = transparency.count_year_statistics(period)
        if options["json"]:
            data = dsa_template.yearly_report_data(period, figures)
            self.stdout.write(json.dumps(data, indent=2, ensure_ascii=False))
        else:
            self.stdout.write(dsa_template.yearly_report_csv(period, figures), ending="")
