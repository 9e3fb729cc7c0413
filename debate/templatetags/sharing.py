"""Tags for the head of a page: its canonical address, its languages and its share tags."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import translate_url

from common.email import absolute_url
from debate.views import share_pictures
from syndication import sharing

register = template.Library()


@register.inclusion_tag("syndication/_canonical.html", takes_context=True)
def canonical(context) -> dict:
    """Return the address of this page without its query string, and the same in each language."""
    path = context["request"].path
    addresses = {
        code: absolute_url(translate_url(path, code)) for code, _name in settings.LANGUAGES
    }
    return {"canonical": absolute_url(path), "addresses": addresses}


@register.inclusion_tag("syndication/_page.html", takes_context=True)
def shared(context, title: Any, kind: str = "site", thing: Any = None, about: str = "") -> dict:
    """Return all of the head of a page, with the picture of `thing` or else that of the site."""
    title, path = str(title), context["request"].path
    picture = share_pictures.page_picture_url(kind, settings.SITE_NAME if thing is None else thing)
    shows = settings.SITE_NAME if thing is None else title
    found = sharing.page_open_graph(title, about, path, picture, shows)
    said = {"share": found, "linked": context.get("linked")}
    return canonical(context) | said
