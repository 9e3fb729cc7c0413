"""Attachments: their kind is found from their content, not from their name.

Only kinds are accepted that a reader can open without running anything. Of an office document only
the list of members and the parts that name its kind are read here.
"""

import io
import re
import uuid
import zipfile
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext as _

from articles.models import Attachment
from common.files import sweep_orphaned_files

# The content type each is served with. A browser shows none of these as a page.
ATTACHMENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
# As [Content_Types].xml names the main part of the document.
MAIN_PARTS = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}
# Members that run when a document is opened: macros of both office families, and controls.
ACTIVE_CONTENT = re.compile(
    r"(^|/)(vba[^/]*\.bin|activex/|Basic/|Scripts/|macrosheets/|dialogsheets/|customUI/)",
    re.IGNORECASE,
)
MOST_MEMBERS = 5_000
MOST_UNPACKED = 500_000_000  # bytes, as the document itself declares
MOST_CONTENT_TYPES = 1_000_000  # bytes; a real document has some thousands
CONTROL_CHARACTERS = re.compile(r"[\0-\x08\x0b\x0e-\x1f\x7f]")
# Text that a browser could take for a page or a drawing.
MARKUP = re.compile(
    r"^\s*<|<(?:!doctype|html|script|svg|iframe|object|embed|body|\?xml)\b", re.IGNORECASE
)


class Document(NamedTuple):
    """A file that was checked and may be stored."""

    extension: str
    data: bytes


def check_document(file: BinaryIO, name: str) -> Document:
    """Check an uploaded file; raise ValidationError with the reason if it is refused."""
    most = settings.ATTACHMENT_MAX_MB * 1_000_000
    data = file.read(most + 1)
    if len(data) > most:
        raise ValidationError(
            _("This file is larger than %(most)s MB.") % {"most": settings.ATTACHMENT_MAX_MB}
        )
    if not data:
        raise ValidationError(_("This file is empty."))
    said = PurePath(name).suffix.lower().removeprefix(".")
    if said not in ATTACHMENT_TYPES:
        raise ValidationError(_not_taken())
    found, data = _kind(data, said)
    if found != said:
        raise ValidationError(
            _("This file is named .%(said)s, but its content is of another type.") % {"said": said}
        )
    return Document(found, data)


def _not_taken() -> str:
    return _(
        "This type of file is not accepted. Choose a PDF, a document, "
        "spreadsheet or presentation (docx, xlsx, pptx, odt, ods, odp), or "
        "plain text (txt, csv)."
    )


def _kind(data: bytes, said: str) -> tuple[str, bytes]:
    """Return the kind of the file by its content ("" if unknown), and the data to store."""
    if data.startswith(b"%PDF-"):
        return ("pdf" if b"%%EOF" in data[-2048:] else ""), data
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data), data
    return _as_text(data, said)


def _as_text(data: bytes, said: str) -> tuple[str, bytes]:
    """Return plain text as UTF-8; a CSV that Excel saved may be in Windows-1252."""
    if said not in ("txt", "csv"):
        return "", data
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            return "", data
        data = text.encode("utf-8-sig" if said == "csv" else "utf-8")
    if CONTROL_CHARACTERS.search(text) or MARKUP.search(text):
        return "", data
    return said, data


def _office_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _member_kind(package)
    except ValidationError:
        raise
    except Exception:
        # A broken or malicious package can raise any exception.
        return ""


def _member_kind(package: zipfile.ZipFile) -> str:
    members = package.infolist()
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise ValidationError(_("This document contains too much. Save it again, or as a PDF."))
    if len(names) < len(members) or any(_is_odd(member) for member in members):
        return ""
    kind, macros = _open_document(package, members[0]), False
    if not kind and "[Content_Types].xml" in names:
        types = _small(package, "[Content_Types].xml").decode()
        macros = "macroenabled" in types.lower() or "vbaproject" in types.lower()
        kinds = [kind for kind, part in MAIN_PARTS.items() if part in types]
        kind = kinds[0] if len(kinds) == 1 else ""
    if macros or (kind and any(ACTIVE_CONTENT.search(name) for name in names)):
        raise ValidationError(
            _(
                "This document contains macros, which can be harmful. Save it "
                "without them, or as a PDF."
            )
        )
    return kind


def _open_document(package: zipfile.ZipFile, first: zipfile.ZipInfo) -> str:
    """Return the kind an OpenDocument file declares in its first, uncompressed member."""
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        return ""
    said = _small(package, "mimetype")
    kinds = {ATTACHMENT_TYPES[kind].encode(): kind for kind in ("odt", "ods", "odp")}
    return kinds.get(said, "") if "content.xml" in package.namelist() else ""


def _small(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        data = part.read(MOST_CONTENT_TYPES + 1)
    if len(data) > MOST_CONTENT_TYPES:
        raise ValueError(name)
    return data


def _is_odd(member: zipfile.ZipInfo) -> bool:
    """Return True if the member is encrypted, or its name would leave its folder."""
    name = member.filename
    return bool(member.flag_bits & 1) or name.startswith("/") or ".." in name or "\\" in name


# --- The files, in a storage that is not public --------------------------------------------------


def attachment_storage() -> Storage:
    return storages["attachments"]


def attachment_path(key: uuid.UUID, extension: str) -> str:
    return f"{key.hex}.{extension}"


def store_document(document: Document) -> uuid.UUID:
    key = uuid.uuid4()
    attachment_storage().save(attachment_path(key, document.extension), ContentFile(document.data))
    return key


def delete_document(key: uuid.UUID, extension: str) -> None:
    attachment_storage().delete(attachment_path(key, extension))


def sweep_attachment_files() -> int:
    kept = {key.hex for key in Attachment.objects.values_list("key", flat=True)}
    return sweep_orphaned_files(attachment_storage(), "", kept)
