"""The pictures of the old site, read from a copy of its folder wp-content/uploads."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError

from articles import images
from articles.images import RenderedImage
from common import pictures
from importer import wxr
from importer.pictures import OldPicture

UPLOADS_PATH = "/wp-content/uploads/"
# WordPress stores smaller versions beside an upload, and renames a large upload to "-scaled".
_RESIZED_SUFFIX = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)")
_SCALED = re.compile(r"(?=\.\w+$)")


class OldAttachment(NamedTuple):
    """A file of the old site, as described in the export."""

    address: str
    alt: str


class ImportedImage(NamedTuple):
    """A picture to be saved as an image, under the key in its address."""

    key: uuid.UUID
    made: RenderedImage
    alt: str


def read_attachments(export: BinaryIO) -> dict[int, OldAttachment]:
    """Return the files in an export, by their number there. Raises `wxr.BrokenExport`."""
    found = {}
    for record in wxr.read_wxr(export):
        if isinstance(record, wxr.WxrPost) and record.type == "attachment" and record.address:
            alt = record.extra.get("_wp_attachment_image_alt", "")
            found[record.id] = OldAttachment(record.address, alt)
    return found


@dataclass
class ImportMedia:
    """The media that an import can use; none without a folder."""

    folder: Path | None = None
    attached: dict[int, OldAttachment] = field(default_factory=dict)
    found: dict[Path, tuple[uuid.UUID, str]] = field(default_factory=dict)  # to key and address
    new: list[ImportedImage] = field(default_factory=list)  # since the last call of `taken`

    def find(self, picture: OldPicture) -> str:
        """Return our address for a picture of the old site, or "" if we do not have it."""
        for path in self._paths(picture.address):
            if path in self.found:
                return self.found[path][1]
            if path.is_file() and (address := self._take(path, picture.alt)):
                return address
        return ""

    def key(self, address: str) -> uuid.UUID | None:
        """Return the key of the image at our `address`."""
        return next((key for key, ours in self.found.values() if ours == address), None)

    def taken(self) -> list[ImportedImage]:
        new, self.new = self.new, []
        return new

    def _take(self, path: Path, alt: str) -> str:
        try:
            with path.open("rb") as file:
                made = images.render_image(file)
        except (ValidationError, OSError):
            return ""
        key = uuid.uuid4()
        address = pictures.picture_from_key(key.hex, made.width, made.height).src
        self.found[path] = key, address
        self.new.append(ImportedImage(key, made, alt))
        return address

    def _paths(self, address: str) -> Iterator[Path]:
        """Yield the possible paths in the folder: the original upload before smaller versions."""
        try:
            _site, uploads, name = unquote(urlsplit(address).path).partition(UPLOADS_PATH)
        except ValueError:
            return
        if self.folder is None or not uploads or "\0" in name:
            return
        folder = self.folder.resolve()
        whole = _RESIZED_SUFFIX.sub("", name)
        for one in dict.fromkeys((whole, _SCALED.sub("-scaled", whole), name)):
            path = (folder / one.lstrip("/")).resolve()
            if path.is_relative_to(folder):
                yield path
