"""Convert the blocks of the WordPress editor to the HTML of our articles.

HTML comments mark where a block begins and ends, so this must run before they are removed.
"""

import json
import re
from html import escape

_FIGURE = r"<figure\b[^<>]*\bclass=\"[^\"<>]*\b{}\b[^<>]*>"
_PULL_QUOTE = re.compile(
    _FIGURE.format("wp-block-pullquote") + r"\s*<blockquote\b[^<>]*>(.*?)</blockquote>\s*</figure>",
    re.DOTALL,
)
# Our pictures are shown one below another, so the wrapper of a gallery is removed.
_GALLERY = re.compile(
    r"<!-- wp:gallery\b.*?-->\s*<figure\b[^<>]*>(.*?)</figure>\s*<!-- /wp:gallery -->", re.DOTALL
)
_GALLERY_LIST = re.compile(r"</?(?:ul|li)\b[^<>]*>")
_EMBED = re.compile(
    _FIGURE.format("wp-block-embed")
    + r"\s*<div\b[^<>]*>\s*(https?://[^\s<>\"]+)\s*</div>\s*(?:<figcaption\b.*?</figcaption>)?"
    r"\s*</figure>",
    re.DOTALL,
)
_PLAYED = re.compile(
    r"(?:<figure\b[^<>]*>\s*)?<(video|audio)\b[^<>]*\bsrc=\"(https?://[^\"\s<>]+)\"[^<>]*>.*?</\1>"
    r"(?:\s*</figure>)?",
    re.DOTALL | re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"<sup\b[^<>]*\bdata-fn=\"([\w-]{1,60})\"[^<>]*>.*?</sup>", re.DOTALL | re.IGNORECASE
)


def convert_blocks(content: str) -> str:
    content = _PULL_QUOTE.sub(r'<blockquote class="pull">\1</blockquote>', content)
    content = _GALLERY.sub(lambda match: _GALLERY_LIST.sub("", match[1]), content)
    content = _EMBED.sub(_link_to_group(1), content)
    return _PLAYED.sub(_link_to_group(2), content)


def _link_to_group(group: int):
    return lambda match: f'<p><a href="{escape(match[group])}">{escape(match[group])}</a></p>'


def append_footnotes(content: str, notes: str) -> str:
    """Return the content with its footnotes at the end; WordPress stores them separately."""
    try:
        said = {str(note["id"]): str(note["content"]) for note in json.loads(notes)}
    except (ValueError, TypeError, KeyError):
        return content
    numbers = {name: number for number, name in enumerate(said, 1)}

    def refer(match: re.Match[str]) -> str:
        number = numbers.get(match[1])
        return f'<a href="#noot-{number}">{number}</a>' if number else ""

    items = (f'<li id="noot-{numbers[name]}">{text}</li>' for name, text in said.items())
    return f'{_REFERENCE.sub(refer, content)}<ol class="notes">{"".join(items)}</ol>'
