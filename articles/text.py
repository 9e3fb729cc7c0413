"""Text of the rich text fields: HTML from the editor, or plain text without it."""

from common import html


def make_rich_text_safe(written: str) -> str:
    """Return safe HTML, or raise `html.TooComplex`. Text without any tag is Markdown."""
    written = written.strip()
    if written and "<" not in written:
        return html.render_markdown(written)
    return html.sanitize_editor_html(written)
