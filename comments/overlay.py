"""Changes for one reader, applied to the shared fragments of a page."""

import re

from django.template.loader import render_to_string

from comments.pages import ThreadPage, ThreadPlace

# The start tag of a fragment, with its number and the mark of a writer who can be muted.
_START = re.compile(
    r'<li\s+class="comment(?P<rest>[^>]* data-number="(?P<number>\d+)"'
    r'[^>]* data-writer="(?P<mark>[0-9a-f]+)"[^>]*>)'
)


def overlay_muted_writers(page: ThreadPage, names: dict[str, str]) -> ThreadPage:
    """Return the page with the writers of these marks muted; `names` maps each mark to a name."""
    if not names:
        return page
    return page._replace(places=[_mute_place(place, names) for place in page.places])


def _mute_place(place: ThreadPlace, names: dict[str, str]) -> ThreadPlace:
    start = _START.match(place.html)
    if start is None or start["mark"] not in names:
        return place
    context = {"name": names[start["mark"]], "number": start["number"]}
    line = render_to_string("comments/_folded.html", context).strip()
    rest = place.html[start.end() :]
    return place._replace(html=f'<li class="comment away{start["rest"]}{line}{rest}')
