"""The PDF store: outside the media folder, since every PDF is checked before it is served."""

import os
from collections.abc import Collection
from pathlib import Path

from django.conf import settings


def pdf_name(bulletin: int, edition: str) -> str:
    return f"{bulletin}-{edition}.pdf"


def has_pdf(bulletin: int, edition: str) -> bool:
    return (_pdf_dir() / pdf_name(bulletin, edition)).is_file()


def read_pdf(bulletin: int, edition: str) -> bytes | None:
    try:
        return (_pdf_dir() / pdf_name(bulletin, edition)).read_bytes()
    except FileNotFoundError:
        return None


def store_pdf(bulletin: int, edition: str, content: bytes) -> None:
    """Store a PDF atomically, and delete the bulletin's older ones."""
    shelf = _pdf_dir()
    shelf.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = shelf / f".{pdf_name(bulletin, edition)}.{os.getpid()}"
    draft.write_bytes(content)
    os.replace(draft, shelf / pdf_name(bulletin, edition))
    for old in shelf.glob(f"{bulletin}-*.pdf"):
        if old.name != pdf_name(bulletin, edition):
            old.unlink(missing_ok=True)


def delete_pdfs_except(names: Collection[str]) -> int:
    """Delete all PDFs with other names; return the number deleted."""
    others = [file for file in _pdf_dir().glob("*.pdf") if file.name not in names]
    for file in others:
        file.unlink(missing_ok=True)
    return len(others)


def _pdf_dir() -> Path:
    return settings.BULLETINS_DIR
