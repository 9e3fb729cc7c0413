"""Text that editors write in a field of its own: with the editor, or typed where there is none."""

from common import html


def make_rich_text_safe(written: str) -> str:
    """Make it safe, or raise `html.TooComplex`. Without any tag it was typed, in plain lines."""
    written = written.strip()
    if written and "<" not in written:
        return html.render_markdown(written)
    return html.sanitize_editor_html(written)
