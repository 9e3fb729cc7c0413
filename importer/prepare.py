"""Read a whole export and prepare what must be saved, before anything is saved.

The prepared articles wait in an unnamed temporary file, so that memory holds one article at a time,
a broken file is found before the first row is written, and the database is locked only while
writing.
"""

import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO
from urllib.parse import unquote
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.text import slugify

from articles.models import Article
from comments.models import Comment
from common import names
from common.html.rules import TooComplex
from common.params import parse_number
from importer import old_addresses, wordpress, wxr
from importer.media import ImportedImage, ImportMedia
from importer.models import Imported
from importer.pictures import OldPicture
from importer.summary import ImportSummary, singular_if_one

Kind = Imported.Kind

ARTICLE_STATUS = {
    "publish": Article.Status.PUBLISHED,
    "draft": Article.Status.DRAFT,
    "pending": Article.Status.DRAFT,
    "private": Article.Status.DRAFT,
    "future": Article.Status.DRAFT,
}
MAX_TOPICS = 10  # of one article
MAX_NAMES_IN_NOTE = 5  # of pictures, in one note
# The date of these is that of publication. The date of a draft is that of its creation.
DATED_STATUSES = ("publish", "private", "future")


@dataclass
class ArticleImport:
    """One article and its comments that were not imported yet; nothing is saved."""

    their_id: int
    author: str  # a login
    article: Article  # has a primary key if it was imported earlier
    comments: dict[int, Comment] = field(default_factory=dict)  # by their id, oldest first
    images: list[ImportedImage] = field(default_factory=list)  # new with this article
    main_image: UUID | None = None
    users: dict[int, int] = field(default_factory=dict)  # comment id to user id, both theirs
    parents: dict[int, int] = field(default_factory=dict)  # of all comments, imported or not
    known: dict[int, int] = field(default_factory=dict)  # comments imported earlier: theirs to ours
    topics: list[str] = field(default_factory=list)  # names
    topic_links: dict[str, str] = field(default_factory=dict)  # old path to our name
    links: list[str] = field(default_factory=list)  # old paths, from `importer.old_addresses`


@dataclass
class PreparedExport:
    """The prepared export: its articles are in `spool`."""

    spool: BinaryIO
    source: str = ""
    language: str = "nl"
    authors: dict[str, wxr.WxrAuthor] = field(default_factory=dict)  # by login
    writing: set[str] = field(default_factory=set)  # the logins of the prepared articles' authors
    posts: set[int] = field(default_factory=set)  # the ids of the prepared articles
    summary: ImportSummary = field(default_factory=ImportSummary)
    media: ImportMedia = field(default_factory=ImportMedia)

    def pieces(self) -> Iterator[ArticleImport]:
        self.spool.seek(0)
        for _ in self.posts:
            yield pickle.load(self.spool)


def prepare_export(
    file: BinaryIO, spool: BinaryIO, media: ImportMedia | None = None
) -> PreparedExport:
    """Read an export and write its prepared articles to `spool`. Raises `wxr.BrokenExport`."""
    export = PreparedExport(spool, media=media or ImportMedia())
    for record in wxr.read_wxr(file):
        match record:
            case wxr.WxrSite():
                export.source = normalize_site(record.address)
                export.language = "en" if record.language.lower().startswith("en") else "nl"
            case wxr.WxrAuthor():
                export.authors.setdefault(record.login, record)
            case wxr.WxrPost():
                if piece := _prepare_article(record, export):
                    pickle.dump(piece, spool)
                    export.posts.add(piece.their_id)
                    export.writing.add(piece.author)
    return export


def normalize_site(address: str) -> str:
    """Return the site's address without the scheme and "www.", so that it stays the same."""
    return re.sub(r"^(?:https?:)?//(?:www\.)?", "", address.strip().lower()).rstrip("/")[:200]


def imported_ids(source: str, kind: str, ids: list[int]) -> dict[int, int]:
    """Return those of `ids` that were imported earlier, with our key for each."""
    found: dict[int, int] = {}
    for start in range(0, len(ids), 500):  # databases limit the length of a query
        rows = Imported.objects.filter(
            source=source, kind=kind, their_id__in=ids[start : start + 500]
        )
        found.update(rows.values_list("their_id", "object_id"))
    return found


# --- Articles ------------------------------------------------------------------------------------


def _prepare_article(post: wxr.WxrPost, export: PreparedExport) -> ArticleImport | None:
    article = _find_or_make_article(post, export)
    if article is None:
        export.summary.skipped["reactions under what is not imported"] += len(post.reactions)
        return None
    piece = ArticleImport(post.id, post.author, article, topics=_topic_names(post))
    piece.links = old_addresses.post_paths(post.link, post.id)
    piece.topic_links = _topic_links(post, piece.topics)
    piece.images = export.media.taken()
    if article.pk is None:
        piece.main_image = _main_image(post, piece, export)
    _add_comments(piece, post, export)
    return piece


def _find_or_make_article(post: wxr.WxrPost, export: PreparedExport) -> Article | None:
    """Return the article, found or new; count it as skipped and return None if not imported."""
    skipped = export.summary.skipped
    if post.type != "post":
        skipped[f"items of the kind “{post.type[:40]}”: only posts are articles"] += 1
        return None
    if post.id in export.posts:
        skipped["articles, for the second time in the file"] += 1
        return None
    if ours := imported_ids(export.source, Kind.ARTICLE, [post.id]):
        article = Article.objects.filter(pk=ours[post.id]).first()
        if article is None:
            skipped["articles imported earlier and gone since"] += 1
        else:
            export.summary.here["articles"] += 1
        return article
    status = ARTICLE_STATUS.get(post.status)
    if status is None:
        skipped[f"articles with the status “{post.status[:40]}”"] += 1
        return None
    title = wordpress.plain_line(post.title, 200)
    try:
        body = wordpress.convert_article(
            post.content,
            post.excerpt,
            export.media.find,
            attached=export.media.attached,
            notes=post.extra.get("footnotes", ""),
        )
    except TooComplex:
        skipped["articles too long or too intricate to be made safe"] += 1
        export.summary.notes.append(f"Not imported: article {post.id}, “{title}”")
        return None
    published_at = post.date if post.status in DATED_STATUSES else None
    # A post with a password or without a date becomes a draft, for an editor to publish.
    if post.has_password or not published_at:
        status = Article.Status.DRAFT
    is_public = status == Article.Status.PUBLISHED
    export.summary.imported["articles, " + ("published" if is_public else "as a draft")] += 1
    _note_missing_pictures(body.missing, post, export)
    return Article(
        title=title or str(post.id),
        slug=_slug(post, title),
        lead=body.lead,
        body=body.html,
        language=export.language,
        status=status,
        published_at=published_at,
        closed_at=_closed_at(post),
    )


def _main_image(post: wxr.WxrPost, piece: ArticleImport, export: PreparedExport) -> UUID | None:
    """Return the key of the picture that the old site showed above the article."""
    number = parse_number(post.extra.get("_thumbnail_id", ""))
    if number is None or (file := export.media.attached.get(number)) is None:
        return None
    ours = export.media.find(OldPicture(*file))
    piece.images += export.media.taken()
    if not ours:
        _note_missing_pictures([file.address], post, export)
    return export.media.key(ours)


def _note_missing_pictures(addresses: list[str], post: wxr.WxrPost, export: PreparedExport) -> None:
    if addresses:
        export.summary.skipped["pictures, still at the old site"] += len(addresses)
        names = ", ".join(
            address.rpartition("/")[2][:80] for address in addresses[:MAX_NAMES_IN_NOTE]
        )
        more = len(addresses) - MAX_NAMES_IN_NOTE
        export.summary.notes.append(
            f"Article {post.id}, “{wordpress.plain_line(post.title, 200)}”: "
            f"{len(addresses)} {singular_if_one('pictures', len(addresses))} "
            f"still at the old site: {names}" + (f" and {more} more" if more > 0 else "")
        )


def _topic_names(post: wxr.WxrPost) -> list[str]:
    """Return the names of the topics, without duplicates that differ only in case."""
    found = (wordpress.plain_line(subject.name, 60) for subject in post.subjects)
    return list({name.casefold(): name for name in found if name}.values())[:MAX_TOPICS]


def _topic_links(post: wxr.WxrPost, topics: list[str]) -> dict[str, str]:
    names = {name.casefold(): name for name in topics}
    found = {
        old_addresses.name_path(subject.kind, subject.slug): names.get(
            wordpress.plain_line(subject.name, 60).casefold()
        )
        for subject in post.subjects
    }
    return {path: name for path, name in found.items() if path and name}


def _slug(post: wxr.WxrPost, title: str) -> str:
    """Return the slug of the old site; `importer.actions` adds a number if it is taken here."""
    return (slugify(unquote(post.slug)) or slugify(title) or f"artikel-{post.id}")[:190]


def _closed_at(post: wxr.WxrPost) -> datetime | None:
    """Return the last date of the post and its comments: WordPress records no closing date."""
    if not post.is_closed:
        return None
    dates = [post.date, *(reaction.date for reaction in post.reactions)]
    return max(filter(None, dates), default=timezone.now())


# --- Reactions -----------------------------------------------------------------------------------


def _add_comments(piece: ArticleImport, post: wxr.WxrPost, export: PreparedExport) -> None:
    piece.parents = break_cycles({r.id: r.parent for r in post.reactions})
    piece.known = imported_ids(export.source, Kind.COMMENT, list(piece.parents))
    if piece.known:
        export.summary.here["reactions"] += len(piece.known)
    earliest = post.date or timezone.now()
    for reaction in sorted(post.reactions, key=lambda r: (r.date or earliest, r.id)):
        if reaction.id not in piece.known and reaction.id not in piece.comments:
            comment = _prepare_comment(reaction, reaction.date or earliest, export)
            if comment is not None:
                piece.comments[reaction.id] = comment
                piece.users[reaction.id] = reaction.user


def _prepare_comment(
    reaction: wxr.WxrComment, date: datetime, export: PreparedExport
) -> Comment | None:
    """Return the unsaved comment; count it as skipped and return None if not imported."""
    skipped = export.summary.skipped
    if reaction.type in ("pingback", "trackback"):
        skipped["reactions by programs (pingback, trackback)"] += 1
        return None
    if reaction.type != "comment":
        skipped[f"reactions of the kind “{reaction.type[:40]}”"] += 1
        return None
    if reaction.approved == "spam":
        skipped["reactions marked as spam"] += 1
        return None
    if reaction.approved in ("trash", "post-trashed"):
        skipped["reactions in the trash"] += 1
        return None
    try:
        text, safe = wordpress.convert_comment(reaction.content)
    except TooComplex:
        skipped["reactions too long or too intricate to be made safe"] += 1
        export.summary.notes.append(f"Not imported: reaction {reaction.id}")
        return None
    if not text.strip():
        skipped["reactions without text"] += 1
        return None
    # Any other status, such as a plug-in's, waits for a moderator: nothing is public by mistake.
    is_public = reaction.approved == "1"
    outcome = "published" if is_public else "waiting for a moderator"
    export.summary.imported[f"reactions, {outcome}"] += 1
    return Comment(
        name=names.tidy_line(wordpress.plain_line(reaction.name, 60)) or "Anoniem",
        email=valid_email_or_blank(reaction.email),
        language=export.language,
        text=text,
        html=safe,
        status=Comment.Status.PUBLISHED if is_public else Comment.Status.PENDING,
        created_at=date,
        published_at=date if is_public else None,
    )


def valid_email_or_blank(address: str) -> str:
    """Return the address, which is not confirmed, or "" if it is invalid."""
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if len(address) <= 254 else ""


def break_cycles(parents: dict[int, int]) -> dict[int, int]:
    """Return the parents without cycles, so that walking up always ends."""
    ending: set[int] = set()
    cut = dict(parents)
    for start in parents:
        trail: dict[int, None] = {}
        at = start
        while at in cut and at not in ending and at not in trail:
            trail[at] = None
            at = cut[at]
        if at in trail:
            cut[at] = 0
        ending.update(trail)
    return cut
