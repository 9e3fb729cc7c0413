"""Short rich text fields: the introduction of a dossier, the conclusions of a debate."""

from typing import Any

from csp.constants import NONCE, UNSAFE_INLINE
from csp.decorators import csp_update
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField

from articles import editor
from common.html.rules import EDITOR_RULES, TooComplex
from common.html.safe import SafeRichText, make_rich_text_safe

# A part of the extensions of the article editor: no images, tables or notes.
_KEPT = (
    *("Bold", "Italic", "BulletList", "OrderedList", "ListItem", "Blockquote", "HardBreak"),
    *("Link", "History", "NoSpellCheck", "ImmediateInput"),
)
EXTENSIONS: dict[str, Any] = {
    **{name: editor.EXTENSIONS[name] for name in _KEPT},
    "Heading": {"levels": [3, 4]},
}


# The editor needs inline styles and an inline import map.
with_editor_csp = csp_update({"style-src": [UNSAFE_INLINE], "script-src": [NONCE]})


class RichTextField(ProseEditorFormField):
    """Short rich text; the cleaned value is safe."""

    default_error_messages = {
        "complex": _("This text has too much formatting to show safely. Split it up."),
    }

    extensions = EXTENSIONS

    def __init__(self, **options):
        super().__init__(
            max_length=EDITOR_RULES.max_length,
            config={"extensions": self.extensions},
            preset="configurable",
            **options,
        )
        self.widget.attrs["rows"] = 12

    def clean(self, value: Any) -> SafeRichText:
        try:
            return make_rich_text_safe(super().clean(value))
        except TooComplex as error:
            raise ValidationError(self.error_messages["complex"], code="complex") from error


def rich_text_context(request: HttpRequest, form) -> dict:
    """Return the template context of a page with a rich text field."""
    return {
        "media": form.media.with_nonce(request.csp_nonce),
        "editor_words": editor.editor_labels(),
    }
