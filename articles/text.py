"""Text of the rich text fields: HTML from the editor, or plain text without it."""

from common.html.markdown import render_markdown
from common.html.sanitize import sanitize_editor_html


def make_rich_text_safe(written: str) -> str:
    """Return safe HTML, or raise `TooComplex`. Text without any tag is Markdown."""
    written = written.strip()
    if written and "<" not in written:
        return render_markdown(written)
    return sanitize_editor_html(written)
