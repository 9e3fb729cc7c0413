"""Read a page as its reader has it: elements by a selector, and their text on one line.

How a template breaks its lines is not said here, so that it may change.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from cssselect2 import ElementWrapper
from django.http import HttpResponse

INLINE = {
    *("a", "abbr", "b", "bdi", "code", "del", "em", "i", "ins", "label", "mark", "q", "s"),
    *("small", "span", "strong", "sub", "sup", "time", "u"),
}


def find_elements(page: HttpResponse | str, selector: str) -> list[Element]:
    """Return the elements of the page that match a selector of CSS, in their order."""
    text = page if isinstance(page, str) else page.content.decode()
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    root = ElementWrapper.from_html_root(tree)
    return [found.etree_element for found in root.query_all(selector)]


def text_of(element: Element) -> str:
    """Return the text of an element with white space collapsed, and a space between blocks."""
    return " ".join("".join(_pieces(element)).split())


def texts(page: HttpResponse | str, selector: str) -> list[str]:
    """Return the text of each element that matches."""
    return [text_of(element) for element in find_elements(page, selector)]


def page_text(page: HttpResponse | str, selector: str = "body") -> str:
    """Return the text of the page, or of the part that the selector names."""
    return " ".join(texts(page, selector))


def _pieces(element: Element) -> Iterator[str]:
    beside = "" if element.tag in INLINE else " "
    yield beside + (element.text or "")
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield beside
