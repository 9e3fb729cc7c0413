"""The pictures of the old site, taken from a copy of its folder wp-content/uploads."""

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
# WordPress makes smaller ones beside what was uploaded, and names a large one anew.
_RESIZED_SUFFIX = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)")
_SCALED = re.compile(r"(?=\.\w+$)")


class OldAttachment(NamedTuple):
    """A file of the old site, as its export describes it."""

    address: str
    alt: str


class ImportedImage(NamedTuple):
    """A picture that is to become an image here, under the key that its address names."""

    key: uuid.UUID
    made: RenderedImage
    alt: str


def read_attachments(export: BinaryIO) -> dict[int, OldAttachment]:
    """The files that an export names, by their number there. Raises `wxr.Broken`."""
    found = {}
    for record in wxr.read_wxr(export):
        if isinstance(record, wxr.WxrPost) and record.type == "attachment" and record.address:
            alt = record.extra.get("_wp_attachment_image_alt", "")
            found[record.id] = OldAttachment(record.address, alt)
    return found


@dataclass
class ImportMedia:
    """The media that an import can bring along; none without a folder."""

    folder: Path | None = None
    attached: dict[int, OldAttachment] = field(default_factory=dict)
    found: dict[Path, tuple[uuid.UUID, str]] = field(default_factory=dict)  # to key and address
    new: list[ImportedImage] = field(default_factory=list)  # since it was last asked for them

    def find(self, picture: OldPicture) -> str:
        """Our address for a picture of the old site, "" when we do not have it."""
        for path in self._paths(picture.address):
            if path in self.found:
                return self.found[path][1]
            if path.is_file() and (address := self._take(path, picture.alt)):
                return address
        return ""

    def key(self, address: str) -> uuid.UUID | None:
        """The key of the image at our `address`."""
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
        """Return the possible paths: as it was uploaded rather than as it was made smaller."""
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
