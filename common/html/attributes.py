"""The attributes that a tag may have, each with its values."""

import re

from common import footnotes, pictures
from common.html.addresses import is_safe_address
from common.html.rules import HtmlRules

# A pull quote, a question of an interview, and the footnotes at the end.
CLASSES = {"blockquote": "pull", "p": "question", "ol": footnotes.LIST_CLASS}


def is_attribute_allowed(tag: str, name: str, value: str, rules: HtmlRules) -> bool:
    if name not in rules.attributes.get(tag, ()):
        return False
    if name in ("href", "src"):
        return is_safe_address(value, rules, picture=name == "src")
    if name == "scope":
        return value in ("row", "col")
    if name == "class":
        return value == CLASSES[tag]
    if name == "id":
        return footnotes.ID_PATTERNS[tag].fullmatch(value) is not None
    if name == "role":
        return value in footnotes.ROLES
    if name == "srcset":
        return pictures.is_picture_srcset(value)
    if name in ("sizes", "loading"):
        return value == {"sizes": pictures.SIZES_IN_TEXT, "loading": "lazy"}[name]
    return name in ("alt", "title") or re.fullmatch(r"[0-9]{1,4}", value) is not None
