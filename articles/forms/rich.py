"""A short text with some form: what a dossier is about, what a debate came to."""

from typing import Any

from csp.constants import NONCE, UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest
from django_prose_editor.fields import ProseEditorFormField

from articles import editor
from common.html import EDITOR

# Of what the editor offers for a piece: no images, tables or notes.
_KEPT = (
    *("Bold", "Italic", "BulletList", "OrderedList", "ListItem", "Blockquote", "HardBreak"),
    *("Link", "History", "NoSpellCheck"),
)
EXTENSIONS: dict[str, Any] = {
    **{name: editor.EXTENSIONS[name] for name in _KEPT},
    "Heading": {"levels": [3, 4]},
}


# The editor puts style on what is being written.
with_editor = csp_update({"style-src": [UNSAFE_INLINE], "script-src": [NONCE]})


def rich(label, **options) -> ProseEditorFormField:
    field = ProseEditorFormField(
        label=label,
        max_length=EDITOR.max_length,
        config={"extensions": EXTENSIONS},
        preset="configurable",
        **options,
    )
    field.widget.attrs["rows"] = 12
    return field


def for_page(request: HttpRequest, form) -> dict:
    """What a page with such a field needs."""
    return {"media": form.media.with_nonce(request.csp_nonce), "editor_words": editor.words()}
