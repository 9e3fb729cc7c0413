"""Making the PDF of a bulletin, and deleting PDFs that are out of date."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from bulletins import document, pdf_process, pdf_store
from bulletins.models import Bulletin, Printing

# Twice the time that the PDF process may take.
LOST_AFTER = timedelta(seconds=2 * pdf_process.TIMEOUT_SECONDS)

log = logging.getLogger(__name__)


@transaction.atomic
def request_pdf(bulletin: Bulletin, *, again: bool = False) -> Printing:
    """Return the row of the bulletin's current PDF; the worker makes the file if it is missing.

    A PDF that failed is tried again only if `again` is true.
    """
    edition = document.pdf_version(document.bulletin_html(bulletin))
    printing = Printing.objects.select_for_update().filter(bulletin=bulletin).first()
    is_same = printing and printing.edition == edition
    if is_same and not _is_lost(printing) and not (again and printing.failed_at):
        return printing
    fresh = {"edition": edition, "asked_at": timezone.now(), "lacks_library": False}
    fresh |= {"made_at": None, "failed_at": None}
    printing, _ = Printing.objects.update_or_create(bulletin=bulletin, defaults=fresh)
    make_bulletin_pdf.enqueue(bulletin.pk)
    return printing


def _is_lost(printing: Printing) -> bool:
    """Return True if the file is gone, or the task that makes it must have died."""
    if printing.is_being_made:
        return printing.asked_at < timezone.now() - LOST_AFTER
    return bool(printing.made_at) and not pdf_store.has_pdf(printing.bulletin_id, printing.edition)


@task()
def make_bulletin_pdf(pk: int) -> None:
    """Make the PDF of the bulletin as it is now. Idempotent."""
    bulletin = Bulletin.objects.filter(pk=pk).first()
    if bulletin is None:
        return
    page = document.bulletin_html(bulletin)
    edition = document.pdf_version(page)
    rows = Printing.objects.filter(bulletin=bulletin)
    try:
        content = pdf_process.make_pdf(page)
    except pdf_process.PdfFailed as failed:
        log.error("bulletins.pdf_failed bulletin=%s error=%s", bulletin.number, failed)
        lacks = isinstance(failed, pdf_process.PdfLibraryMissing)
        rows.update(edition=edition, failed_at=timezone.now(), made_at=None, lacks_library=lacks)
        return
    pdf_store.store_pdf(pk, edition, content)
    rows.update(edition=edition, made_at=timezone.now(), failed_at=None, lacks_library=False)


def sweep_pdfs() -> int:
    """Delete every PDF that differs from what its bulletin shows now; return the number deleted.

    Text that is no longer public must not stay in an old file.
    """
    kept = {
        pdf_store.pdf_name(bulletin.pk, document.pdf_version(document.bulletin_html(bulletin)))
        for bulletin in Bulletin.objects.filter(printing__isnull=False)
    }
    return pdf_store.delete_pdfs_except(kept)
