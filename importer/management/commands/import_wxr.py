import os
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from importer import actions, wxr
from importer.media import ImportMedia, read_attachments
from importer.prepare import ArticleImport


class Command(BaseCommand):
    help = (
        "Import a WordPress export (Tools > Export, all content): articles, their authors and the "
        "reactions. Imports everything or nothing; does not change what was imported earlier."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the export (an .xml file)")
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would be imported, without saving"
        )

        parser.add_argument(
            "--media",
            metavar="DIR",
            help="a copy of the old site's wp-content/uploads, to import its images",
        )

    def handle(
        self, *, file: str, dry_run: bool, media: str | None, verbosity: int, **_options
    ) -> None:
        if media and not Path(media).is_dir():
            raise CommandError(f"{media} is not a folder.")
        # None lets tqdm decide: no progress bar without a terminal.
        quiet = True if verbosity == 0 else None

        def progress(pieces: Iterable[ArticleImport], count: int) -> Iterable[ArticleImport]:
            return tqdm(pieces, "Saving", total=count, unit=" articles", disable=quiet)

        try:
            with (
                open(file, "rb") as export,
                open(file, "rb") as again,
                tqdm.wrapattr(
                    export, "read", os.fstat(export.fileno()).st_size, desc="Reading", disable=quiet
                ) as watched,
            ):
                brought = ImportMedia(Path(media) if media else None, read_attachments(again))
                summary = actions.import_wxr(
                    watched, dry_run=dry_run, media=brought, progress=progress
                )
        except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except wxr.BrokenExport as error:
            raise CommandError(f"{file}, {error}. Nothing was imported.") from error
        if verbosity:
            self.stdout.write(str(summary))
            if dry_run:
                self.stdout.write("This was a dry run: nothing was saved.")
