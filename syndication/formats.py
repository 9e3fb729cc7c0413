"""Atom and RSS: Django's feed generators, with what they leave out.

That is the full text beside the lead, several authors, the language of each entry, and which
reaction answers what (RFC 4685).
"""

from datetime import datetime
from typing import NamedTuple

from django.utils import feedgenerator

THREADING_NAMESPACE = "http://purl.org/syndication/thread/1.0"
HTML_MIME_TYPE, ATOM_MIME_TYPE = "text/html", "application/atom+xml"


class FeedAuthor(NamedTuple):
    """The author of an entry, never with the mail address for which Atom has room."""

    name: str
    page: str = ""


class InReplyTo(NamedTuple):
    """The entry that an entry answers."""

    id: str
    link: str


class EntryReplies(NamedTuple):
    """The replies to an entry."""

    feed: str
    page: str
    count: int


class _DatedFeed:
    """A feed whose date without entries is that of its subject, and so the same at each request."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.feed["since"]


class AtomFeed(_DatedFeed, feedgenerator.Atom1Feed):
    mime_type = ATOM_MIME_TYPE

    def root_attributes(self) -> dict:
        return {**super().root_attributes(), "xmlns:thr": THREADING_NAMESPACE}

    def item_attributes(self, item: dict) -> dict:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler, item: dict) -> None:
        super().add_item_elements(handler, item)
        for writer in item["writers"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", writer.name)
            if writer.page:
                handler.addQuickElement("uri", writer.page)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})
        if answered := item.get("answered"):
            where = {"ref": answered.id, "href": answered.link, "type": HTML_MIME_TYPE}
            handler.addQuickElement("thr:in-reply-to", "", where)
        if replies := item.get("replies"):
            count = {"rel": "replies", "thr:count": str(replies.count)}
            for kind, where in ((ATOM_MIME_TYPE, replies.feed), (HTML_MIME_TYPE, replies.page)):
                handler.addQuickElement("link", "", {**count, "type": kind, "href": where})
            handler.addQuickElement("thr:total", str(replies.count))


class RssFeed(_DatedFeed, feedgenerator.Rss201rev2Feed):
    mime_type = "application/rss+xml"

    def rss_attributes(self) -> dict:
        spaces = {
            "content": "http://purl.org/rss/1.0/modules/content/",
            "dc": "http://purl.org/dc/elements/1.1/",
            "slash": "http://purl.org/rss/1.0/modules/slash/",
            "thr": THREADING_NAMESPACE,
        }
        return super().rss_attributes() | {f"xmlns:{name}": at for name, at in spaces.items()}

    def add_item_elements(self, handler, item: dict) -> None:
        replies = item.get("replies")
        # `comments` is the address of the reactions; their number follows in `slash:comments`.
        super().add_item_elements(handler, item | {"comments": replies and replies.page})
        for writer in item["writers"]:
            handler.addQuickElement("dc:creator", writer.name)
        handler.addQuickElement("dc:language", item["language"])
        handler.addQuickElement("content:encoded", item["content"])
        if replies:
            handler.addQuickElement("slash:comments", str(replies.count))
        if answered := item.get("answered"):
            handler.addQuickElement("thr:in-reply-to", "", {"ref": answered.id})


FEED_FORMATS = {"atom": AtomFeed, "rss": RssFeed}
