"""Documents as people send them, and as those do who mean no good."""

import io
import zipfile

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/word/document.xml" ContentType="{}"/></Types>'
)
MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
WORD, EXCEL = MAIN.format("wordprocessingml.document"), MAIN.format("spreadsheetml.sheet")
POWERPOINT = MAIN.format("presentationml.presentation")
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
ODF = "application/vnd.oasis.opendocument."

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ\x90\0" + bytes(100)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def package(members: dict[str, bytes | str], first_stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for number, (name, data) in enumerate(members.items()):
            stored = first_stored and number == 0
            made.writestr(name, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def office(main: str = WORD, **members: bytes) -> bytes:
    parts = {"[Content_Types].xml": CONTENT_TYPES.format(main), "word/document.xml": "<w/>"}
    return package(parts | {name.replace("__", "/"): data for name, data in members.items()})


def open_document(kind: str = "text", **members: bytes) -> bytes:
    parts = {"mimetype": ODF + kind, "content.xml": "<x/>"}
    return package(
        parts | {name.replace("__", "/"): data for name, data in members.items()}, first_stored=True
    )


def bomb() -> bytes:
    """A document that says that it unpacks to far more than anyone has."""
    zeros = bytes(60_000_000)
    return office(**{f"word__media__{number}": zeros for number in range(9)})


def locked() -> bytes:
    """As a package that asks for a password says of its members."""
    data = bytearray(office())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        start, offset = 0, 6 if mark == b"PK\x03\x04" else 8
        while (start := data.find(mark, start)) >= 0:
            data[start + offset] |= 1
            start += 4
    return bytes(data)
