"""Text that is safe by construction, so that what takes it cannot be given raw text by mistake."""

from dataclasses import dataclass, field

from common.html.markdown import render_markdown
from common.html.sanitize import sanitize_editor_html


@dataclass(frozen=True)
class SafeText:
    """Markdown as it was typed, which is not safe, and the safe HTML of it. Raises `TooComplex`."""

    markdown: str
    html: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "html", render_markdown(self.markdown))

    def __str__(self) -> str:
        return self.markdown


@dataclass(frozen=True)
class SafeHtml:
    """The HTML of a rich text field, made safe. Raises `TooComplex`."""

    html: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "html", sanitize_editor_html(self.html))

    def __str__(self) -> str:
        return self.html


SafeRichText = SafeHtml | SafeText


def make_rich_text_safe(written: str) -> SafeRichText:
    """Make what a rich text field holds safe; without the editor, a text without tags is Markdown.

    Raises `TooComplex`.
    """
    written = written.strip()
    return SafeText(written) if written and "<" not in written else SafeHtml(written)
