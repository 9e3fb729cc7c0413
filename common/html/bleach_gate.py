"""The first gate: bleach, which parses like a browser and makes links of addresses."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import escape, unescape
from typing import Any

from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner

from common import footnotes, pictures
from common.html.addresses import ADDRESS_PATTERN, is_safe_address
from common.html.attributes import CLASSES, is_attribute_allowed
from common.html.nh3_gate import pass_nh3
from common.html.rules import HtmlRules
from common.text import tidy_text

_RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4"}
# Stands in for "&" in bleach. No text can hold it: `tidy_text` drops non-characters.
_AND = "\ufdd0"
# In an attribute, "&copy=1" is no copyright sign.
_BARE_AMPERSAND = re.compile(r"&(?![a-z0-9]+;|#)", re.IGNORECASE)


def pass_bleach(html: str, rules: HtmlRules) -> str:
    """Reduce `html` to what `rules` allow, and make links of the addresses in its text."""
    cleaner = Cleaner(  # not shared: bleach's cleaners are not safe between threads
        tags=rules.tags | _RENAMED.keys(),
        attributes=lambda tag, name, value: name in rules.attributes.get(tag, ()),
        protocols=frozenset({"http", "https", "mailto"}),
        strip=True,
        filters=[
            _shield,
            partial(
                LinkifyFilter,
                callbacks=[partial(_link, rules=rules)],
                url_re=ADDRESS_PATTERN,
                parse_email=False,
            ),
            partial(_mend, rules=rules),
            *((footnotes.renumber_footnotes,) if "li" in rules.attributes else ()),
        ],
    )
    return cleaner.clean(html)


def _link(attrs: dict[Any, str], new: bool, *, rules: HtmlRules) -> dict[Any, str] | None:
    """Check an address that bleach found in the text; None leaves it as text."""
    if not new:
        return attrs
    address = attrs["_text"].replace(_AND, "&")
    if address.lower().startswith("www."):
        address = "https://" + address
    attrs[None, "href"] = address.replace("&", "&amp;")
    return attrs if is_safe_address(address, rules) else None


def _shield(source: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Prevent bleach from reading a typed "&amp;lt;" as an entity."""
    for token in source:
        if token["type"] == "Characters":
            token["data"] = token["data"].replace("&", _AND)
        yield token


def _mend(source: Iterable[dict[str, Any]], *, rules: HtmlRules) -> Iterator[dict[str, Any]]:
    """Drop links and pictures without a safe address; rename tags and filter attributes."""
    kept_links: list[bool] = []
    for token in source:
        name = token.get("name")
        if name in _RENAMED and token["type"] != "Entity":
            token["name"] = _RENAMED[name]
        if token["type"] in ("StartTag", "EmptyTag"):
            attributes = _judged(name, token["data"], rules)
            if name == "img" and (None, "src") not in attributes:
                continue
            token["data"] = attributes
            if name == "a":
                kept_links.append((None, "href") in attributes)
                if not kept_links[-1]:
                    continue
        elif token["type"] == "EndTag" and name == "a" and not kept_links.pop():
            continue
        if token["type"] == "Characters":
            yield from _unshielded(token["data"])
        else:
            yield token


def _unshielded(text: str) -> Iterator[dict[str, Any]]:
    for number, part in enumerate(text.split(_AND)):
        if number:
            yield {"type": "Entity", "name": "amp"}
        yield {"type": "Characters", "data": part}


def _judged(tag: str, attributes: dict[Any, str], rules: HtmlRules) -> dict[Any, str]:
    """Keep the allowed attributes, unescaped first as by a browser: bleach leaves entities."""
    kept = {}
    for key, raw in attributes.items():
        value = tidy_text(unescape(_BARE_AMPERSAND.sub("&amp;", raw))).strip()
        if key[1] == "class" and CLASSES.get(tag) in value.split():
            value = CLASSES[tag]
        if is_attribute_allowed(tag, key[1], value, rules) and _survives(tag, key[1], value, rules):
            kept[key] = value.replace("&", "&amp;")
    return _drawn(kept) if tag == "img" else kept


def _drawn(attributes: dict[Any, str]) -> dict[Any, str]:
    """Return the attributes of a picture: all its widths, and its size to reserve the space."""
    picture = pictures.picture_at(attributes.get((None, "src"), ""))
    if picture is None:
        return {}
    made = {
        "src": picture.src,
        "srcset": picture.srcset,
        "sizes": pictures.SIZES_IN_TEXT,
        "alt": attributes.get((None, "alt"), ""),
        "width": str(picture.width),
        "height": str(picture.height),
        "loading": "lazy",
    }
    return {(None, name): value for name, value in made.items()}


def _survives(tag: str, name: str, value: str, rules: HtmlRules) -> bool:
    """Return True if nh3 keeps this: it refuses more hosts, and must not leave an empty link."""
    if name not in ("href", "src"):
        return True
    return f"{name}=" in pass_nh3(f'<{tag} {name}="{escape(value)}">', rules)
