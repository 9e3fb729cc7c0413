"""Read a WordPress export (WXR 1.1 or 1.2), with one item in memory at a time.

Only the fields in `_WANTED` are kept: not the IP address, browser or website of a writer.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils import timezone

from common.params import parse_number

WXR_VERSIONS = ("1.1", "1.2")
CHUNK_BYTES = 1 << 16


class BrokenExport(ValueError):
    """The file cannot be read; `str()` gives the place and the reason."""

    def __init__(self, line: int, why: str, column: int | None = None):
        where = f"line {line}" if column is None else f"line {line}, column {column}"
        super().__init__(f"{where}: {why}")


@dataclass(frozen=True)
class WxrSite:
    address: str
    language: str


@dataclass(frozen=True)
class WxrAuthor:
    id: int
    login: str
    email: str
    name: str


class WxrTerm(NamedTuple):
    """A category or tag."""

    kind: str  # as in addresses of the old site: "category" or "tag"
    slug: str
    name: str


@dataclass(frozen=True)
class WxrComment:
    id: int
    parent: int
    user: int
    name: str
    email: str
    date: datetime | None
    content: str
    approved: str
    type: str


@dataclass(frozen=True)
class WxrPost:
    id: int
    type: str
    status: str
    title: str
    slug: str
    author: str  # a login
    date: datetime | None
    excerpt: str
    content: str
    has_password: bool
    is_closed: bool
    link: str = ""
    subjects: list[WxrTerm] = field(default_factory=list)
    reactions: list[WxrComment] = field(default_factory=list)
    address: str = ""  # of the file, if this is an attachment
    extra: dict[str, str] = field(default_factory=dict)  # the metadata in `_EXTRA`


def read_wxr(file: BinaryIO) -> Iterator[WxrSite | WxrAuthor | WxrPost]:
    """Yield the site, then its authors and posts in file order. Raises `BrokenExport`."""
    records = _Records()
    parser = DefusedXMLParser(target=records, forbid_dtd=True)
    records.line = lambda: parser.parser.CurrentLineNumber
    try:
        while chunk := file.read(CHUNK_BYTES):
            parser.feed(chunk)
            while records.found:
                yield records.found.popleft()
        parser.close()
    except ParseError as error:
        line, column = error.position
        raise BrokenExport(
            line, f"this is not well-formed XML ({_reason(error)})", column + 1
        ) from error
    except DefusedXmlException as error:
        raise BrokenExport(
            records.line(), "this file declares a document type or entities; an export has none"
        ) from error
    yield from records.found


def _reason(error: ParseError) -> str:
    return str(error).partition(": line")[0]


_SPACES = {
    "http://wordpress.org/export/1.1/": "wp",
    "http://wordpress.org/export/1.2/": "wp",
    "http://wordpress.org/export/1.1/excerpt/": "excerpt",
    "http://wordpress.org/export/1.2/excerpt/": "excerpt",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}
# The element paths that each form one record.
_RECORDS = {
    ("rss", "channel"),
    ("rss", "channel", "wp:author"),
    ("rss", "channel", "item"),
    ("rss", "channel", "item", "wp:comment"),
    ("rss", "channel", "item", "wp:postmeta"),
}
_SUBJECT = ["rss", "channel", "item", "category"]
# The names of categories and tags: in the export, and in addresses.
_KINDS = {"category": "category", "post_tag": "tag"}
# WordPress's names for the default category.
_NO_SUBJECT = {"uncategorized", "geen-categorie", "niet-gecategoriseerd", "ongecategoriseerd"}
_WANTED = {
    *("title", "link", "language", "wp:wxr_version", "wp:base_site_url", "wp:base_blog_url"),
    *("wp:author_id", "wp:author_login", "wp:author_email", "wp:author_display_name"),
    *("dc:creator", "content:encoded", "excerpt:encoded"),
    *("wp:post_id", "wp:post_type", "wp:post_name", "wp:post_password", "wp:status"),
    *("wp:post_date", "wp:post_date_gmt", "wp:comment_status"),
    *("wp:comment_id", "wp:comment_parent", "wp:comment_user_id", "wp:comment_type"),
    *("wp:comment_author", "wp:comment_author_email", "wp:comment_content"),
    *("wp:comment_date", "wp:comment_date_gmt", "wp:comment_approved"),
    *("wp:attachment_url", "wp:meta_key", "wp:meta_value"),
}
# Metadata that is kept: the main image, the alternative text, and the block editor's footnotes.
_EXTRA = {"_thumbnail_id", "_wp_attachment_image_alt", "footnotes"}


class _Records:
    """The parser's target: collects records, and checks each as soon as it is complete."""

    def __init__(self) -> None:
        self.found: deque[WxrSite | WxrAuthor | WxrPost] = deque()
        self.line = lambda: 0
        self.path: list[str] = []
        self.open: list[_Fields] = []
        self.text: list[str] | None = None
        self.reactions: list[WxrComment] = []
        self.extra: dict[str, str] = {}
        self.subjects: list[WxrTerm] = []
        self.subject: dict[str, str] = {}  # the attributes of the category being read
        self.site: WxrSite | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _prefixed_name(tag)
        self.path.append(name)
        if len(self.path) == 1 and name != "rss":
            raise BrokenExport(self.line(), f"this is no WordPress export, it begins with <{tag}>")
        if tuple(self.path) in _RECORDS:
            self.open.append(_Fields(self.line()))
            if self.path[2:] in (["wp:author"], ["item"]):
                self._begin_site()
        elif self.path == _SUBJECT:
            self.text = [] if _is_subject(attributes) else None
            self.subject = attributes
        elif self.open and len(self.path) == len(self.open) + 2 and name in _WANTED:
            self.text = []

    def data(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, _tag: str) -> None:
        if tuple(self.path) in _RECORDS:
            self._finish(self.open.pop())
        elif self.text is not None and self.path == _SUBJECT:
            kind = _KINDS[self.subject["domain"]]
            name = "".join(self.text)
            self.subjects.append(WxrTerm(kind, self.subject.get("nicename", ""), name))
            self.text = None
        elif self.text is not None and len(self.path) == len(self.open) + 2:
            self.open[-1].setdefault(self.path[-1], "".join(self.text))
            self.text = None
        self.path.pop()

    def close(self) -> None:
        if self.site is None:
            raise BrokenExport(self.line(), "this is no WordPress export, it has no channel")

    def _begin_site(self) -> None:
        if self.site is None:
            self.site = _make_site(self.open[0])
            self.found.append(self.site)

    def _finish(self, fields: "_Fields") -> None:
        match self.path[-1]:
            case "channel" if self.site is None:
                self.site = _make_site(fields)
                self.found.append(self.site)
            case "wp:author":
                self.found.append(_make_author(fields))
            case "wp:comment":
                self.reactions.append(_make_comment(fields))
            case "wp:postmeta":
                if (key := fields.text("wp:meta_key")) in _EXTRA:
                    self.extra.setdefault(key, fields.text("wp:meta_value"))
            case "item":
                self.found.append(_make_post(fields, self.reactions, self.subjects, self.extra))
                self.reactions, self.subjects, self.extra = [], [], {}


def _is_subject(attributes: dict[str, str]) -> bool:
    is_one = attributes.get("domain") in _KINDS
    return is_one and attributes.get("nicename", "").lower() not in _NO_SUBJECT


def _prefixed_name(tag: str) -> str:
    """Return the tag with the usual prefix, whichever prefix the file itself uses."""
    space, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_SPACES.get(space, space)}:{name}" if space else name


class _Fields(dict[str, str]):
    """The fields of one record, and the line on which it begins."""

    def __init__(self, line: int):
        super().__init__()
        self.line = line

    def text(self, name: str) -> str:
        return self.get(name, "").strip()

    def number(self, name: str, *, required: bool = False) -> int:
        value = self.text(name)
        number = parse_number(value)
        if number or (number == 0 and not required):
            return number
        if value or required:
            raise BrokenExport(
                self.line, f"what begins here has no proper <{name}> but “{value[:40]}”"
            )
        return 0

    def date(self, name: str) -> datetime | None:
        """Return the time: from the field in UTC if it is filled, else from the local one."""
        for field_name, zone in ((f"{name}_gmt", UTC), (name, timezone.get_default_timezone())):
            value = self.text(field_name)
            if not value or value.startswith("0000-00-00"):
                continue
            try:
                return datetime.strptime(value, "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone)
            except ValueError as error:
                raise BrokenExport(
                    self.line,
                    f"what begins here has a <{field_name}> that is no date: “{value[:40]}”",
                ) from error
        return None


def _make_site(fields: _Fields) -> WxrSite:
    version = fields.text("wp:wxr_version")
    if version not in WXR_VERSIONS:
        raise BrokenExport(
            fields.line,
            f"this is a WordPress export of version {version[:20]}, which we do not know"
            if version
            else "this is a feed but no WordPress export, it has no <wp:wxr_version>",
        )
    addresses = ("wp:base_blog_url", "wp:base_site_url", "link")
    address = next(filter(None, map(fields.text, addresses)), "")
    if not address:
        raise BrokenExport(fields.line, "the export does not say of which site it is")
    return WxrSite(address, fields.text("language"))


def _make_author(fields: _Fields) -> WxrAuthor:
    return WxrAuthor(
        id=fields.number("wp:author_id"),
        login=fields.text("wp:author_login"),
        email=fields.text("wp:author_email").lower(),
        name=fields.text("wp:author_display_name") or fields.text("wp:author_login"),
    )


def _make_comment(fields: _Fields) -> WxrComment:
    return WxrComment(
        id=fields.number("wp:comment_id", required=True),
        parent=fields.number("wp:comment_parent"),
        user=fields.number("wp:comment_user_id"),
        name=fields.text("wp:comment_author"),
        email=fields.text("wp:comment_author_email").lower(),
        date=fields.date("wp:comment_date"),
        content=fields.text("wp:comment_content"),
        approved=fields.text("wp:comment_approved"),
        type=fields.text("wp:comment_type") or "comment",
    )


def _make_post(
    fields: _Fields, reactions: list[WxrComment], subjects: list[WxrTerm], extra: dict[str, str]
) -> WxrPost:
    return WxrPost(
        id=fields.number("wp:post_id", required=True),
        type=fields.text("wp:post_type"),
        status=fields.text("wp:status"),
        title=fields.text("title"),
        slug=fields.text("wp:post_name"),
        author=fields.text("dc:creator"),
        date=fields.date("wp:post_date"),
        excerpt=fields.text("excerpt:encoded"),
        content=fields.text("content:encoded"),
        has_password=bool(fields.text("wp:post_password")),
        is_closed=fields.text("wp:comment_status") == "closed",
        link=fields.text("link"),
        subjects=subjects,
        reactions=reactions,
        address=fields.text("wp:attachment_url"),
        extra=extra,
    )
