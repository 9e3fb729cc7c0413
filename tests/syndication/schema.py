"""The part of schema.org's vocabulary that pages use: each type with what it is a kind of, each
property with the types that have it and those that it expects. Taken from the definitions at
https://schema.org/<name>; properties that the wider types have are listed with these."""

import re
from datetime import datetime

KIND_OF = {
    "OpinionNewsArticle": "NewsArticle",
    "NewsArticle": "Article",
    "DiscussionForumPosting": "SocialMediaPosting",
    "SocialMediaPosting": "Article",
    "Article": "CreativeWork",
    "Comment": "CreativeWork",
    "Collection": "CreativeWork",
    "BreadcrumbList": "ItemList",
    "ItemList": "Thing",
    "ListItem": "Thing",
    "CreativeWork": "Thing",
    "Person": "Thing",
    "Organization": "Thing",
    "Thing": None,
}

# property: (on which type, what it expects)
PROPERTIES = {
    "name": ("Thing", {"Text"}),
    "url": ("Thing", {"URL"}),
    "description": ("Thing", {"Text"}),
    "image": ("Thing", {"URL"}),
    "mainEntityOfPage": ("Thing", {"URL", "CreativeWork"}),
    "about": ("CreativeWork", {"Thing"}),
    "author": ("CreativeWork", {"Person", "Organization"}),
    "comment": ("CreativeWork", {"Comment"}),
    "commentCount": ("CreativeWork", {"Integer"}),
    "dateCreated": ("CreativeWork", {"DateTime"}),
    "dateModified": ("CreativeWork", {"DateTime"}),
    "datePublished": ("CreativeWork", {"DateTime"}),
    "discussionUrl": ("CreativeWork", {"URL"}),
    "headline": ("CreativeWork", {"Text"}),
    "inLanguage": ("CreativeWork", {"Text"}),
    "isAccessibleForFree": ("CreativeWork", {"Boolean"}),
    "isPartOf": ("CreativeWork", {"CreativeWork", "URL"}),
    "publisher": ("CreativeWork", {"Person", "Organization"}),
    "text": ("CreativeWork", {"Text"}),
    "parentItem": ("Comment", {"Comment", "CreativeWork"}),
    "affiliation": ("Person", {"Organization"}),
    "itemListElement": ("ItemList", {"ListItem"}),
    "item": ("ListItem", {"URL"}),
    "position": ("ListItem", {"Integer"}),
}

# What Google asks for in its documentation of Article, DiscussionForumPosting and BreadcrumbList:
# without these a page is not shown as one, or less well.
WANTED = {
    "OpinionNewsArticle": {"author", "dateModified", "datePublished", "headline", "image"},
    "DiscussionForumPosting": {"author", "datePublished", "text", "headline", "url"},
    "Comment": {"author", "datePublished", "text", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"item", "name", "position"},
    "Person": {"name"},
    "Organization": {"name"},
}
MOST_COMMENTS = 50  # one page of a thread


def kinds(name: str | None) -> set[str]:
    """A type and all that it is a kind of."""
    return set() if name is None else {name} | kinds(KIND_OF[name])


def problems(thing: dict, described: dict[str, dict], where: str = "") -> list[str]:
    """Return the breaches of the rules and their places. `described` holds things by their @id."""
    thing = described.get(thing.get("@id", ""), {}) | thing
    kind = thing.get("@type")
    if kind not in KIND_OF:
        return [f"{where}: {kind} is no type"]
    found = [f"{where}: no {name}" for name in WANTED.get(kind, set()) - set(thing)]
    if len(thing.get("comment", [])) > MOST_COMMENTS:
        found.append(f"{where}: {len(thing['comment'])} comments")
    if kind == "BreadcrumbList":
        found += _trail_problems(thing["itemListElement"], where)
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        on, expected = PROPERTIES.get(name, ("", set()))
        if on not in kinds(kind):
            found.append(f"{where}: a {kind} has no {name}")
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            found += _value_problems(one, expected, described, f"{where}/{name}[{number}]")
    return found


def _trail_problems(items: list[dict], where: str) -> list[str]:
    positions = [item["position"] for item in items]
    right = len(items) > 1 and positions == list(range(1, len(items) + 1))
    return [] if right else [f"{where}: a trail of {positions}"]


def _value_problems(value, expected: set[str], described: dict, where: str) -> list[str]:
    if isinstance(value, dict):
        whole = described.get(value.get("@id", ""), {}) | value
        if not kinds(whole.get("@type")) & expected:
            return [f"{where}: {whole.get('@type')} where {expected} belongs"]
        return [] if set(value) <= {"@id", "@type"} else problems(value, described, where)
    return (
        [] if any(_is(value, one) for one in expected) else [f"{where}: {value!r} is no {expected}"]
    )


def _is(value, kind: str) -> bool:
    if kind == "Boolean":
        return isinstance(value, bool)
    if kind == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if not isinstance(value, str) or not value:
        return False
    if kind == "URL":
        return re.fullmatch(r"https?://[^\s<>\"]+", value) is not None
    if kind == "DateTime":
        return datetime.fromisoformat(value).tzinfo is not None
    return kind == "Text"
