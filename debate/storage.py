"""The storage of static files: hashed names once collected, their own names until then."""

import posixpath
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from servestatic.storage import CompressedManifestStaticFilesStorage

IMPORT_RULE = r'(?P<matched>@import "(?P<url>[^"]+)";\n?)'
INLINED_PART = "%(part)s"


class CollectedStorage(CompressedManifestStaticFilesStorage):
    # The addresses inside `import … from` must carry the hash as well.
    support_js_module_import_aggregation = True
    # First, so that a part is inlined before a later pattern can turn it into a request.
    patterns = (
        ("*.css", ((IMPORT_RULE, INLINED_PART),)),
        *CompressedManifestStaticFilesStorage.patterns,
    )

    def url_converter(self, name, hashed_files, template=None):
        if name.startswith("django_htmx/ext/"):
            # Comments in these files name an import that does not exist.
            return lambda match: match[0]
        if template == INLINED_PART:
            return lambda match: read_imported_css(name, match["url"])
        return super().url_converter(name, hashed_files, template)


def read_imported_css(sheet: str, address: str) -> str:
    """Return the text of an `@import` in a style sheet; inlined, it saves a request.

    Raises `ValueError` when it is missing, or holds an address or import: these are relative to the
    part, and would point elsewhere once it is inlined.
    """
    found = finders.find(posixpath.join(posixpath.dirname(sheet), address))
    if not found:
        raise ValueError(f"{sheet} asks for {address}, which is not there.")
    part = Path(found).read_text()
    if re.search(r"url\(|@import", part):
        raise ValueError(f"{address} is a part of {sheet} and may hold no addresses.")
    return part


StaticStorage = StaticFilesStorage if settings.SERVESTATIC_USE_FINDERS else CollectedStorage
