"""The actions of the importer: save a WordPress export."""

from collections.abc import Callable, Iterable
from tempfile import TemporaryFile
from typing import BinaryIO

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from accounts import roles
from accounts.models import User
from articles import actions as article_actions
from articles import images
from articles.models import Article, Byline, Image, OldAddress, Topic
from comments import actions as comment_actions
from comments.models import Comment
from common.html.safe import SafeHtml
from importer import old_addresses, prepare, wordpress, wxr
from importer.media import ImportMedia
from importer.models import Imported, OldLink
from importer.prepare import ArticleImport, PreparedExport
from importer.summary import ImportSummary

Kind = Imported.Kind


def import_wxr(
    file: BinaryIO,
    *,
    dry_run: bool = False,
    media: ImportMedia | None = None,
    progress: Callable[
        [Iterable[ArticleImport], int], Iterable[ArticleImport]
    ] = lambda pieces, count: pieces,
) -> ImportSummary:
    """Import a WordPress export, all of it or nothing. Raises `wxr.BrokenExport`.

    A dry run does the same, writes no files, and rolls the transaction back.
    """
    with TemporaryFile() as spool:
        export = prepare.prepare_export(file, spool, media)
        export.summary.is_dry_run = dry_run
        with transaction.atomic():
            accounts = _save_accounts(export)
            for piece in progress(export.pieces(), len(export.posts)):
                _save_article_and_comments(piece, export, accounts, dry_run=dry_run)
            if dry_run:
                transaction.set_rollback(True)
    return export.summary


def _save_accounts(export: PreparedExport) -> dict[int, User]:
    """Return the accounts of those who wrote an article, by their id at the old site."""
    accounts = {}
    for login in sorted(export.writing):
        author = export.authors.get(login)
        if author and author.id and (user := _find_or_create_account(author, export)):
            accounts[author.id] = user
            paths = old_addresses.author_paths(author.login, author.id)
            _save_old_links(OldLink(path=path, user=user) for path in paths if path)
    return accounts


def _find_or_create_account(author: wxr.WxrAuthor, export: PreparedExport) -> User | None:
    """Return the author's account: imported earlier, or with the same address, or new."""
    if ours := prepare.imported_ids(export.source, Kind.AUTHOR, [author.id]):
        return User.objects.filter(pk=ours[author.id]).first()
    if not prepare.valid_email_or_blank(author.email):
        return None
    user = User.objects.filter(email=author.email).first()
    if user is None:
        # No password: they sign in with a code by mail, which also verifies the address.
        user = User.objects.create_user(
            author.email, name=wordpress.plain_line(author.name, 60), language=export.language
        )
        user.emailaddress_set.create(email=user.email, primary=True, verified=False)
        export.summary.imported["authors, with a new account"] += 1
    else:
        export.summary.imported["authors, linked to the account with their address"] += 1
    roles.grant_role(user, roles.AUTHORS)
    Imported.objects.create(
        source=export.source, kind=Kind.AUTHOR, their_id=author.id, object_id=user.pk
    )
    return user


def _save_article_and_comments(
    piece: ArticleImport,
    export: PreparedExport,
    accounts: dict[int, User],
    *,
    dry_run: bool = False,
) -> None:
    if piece.article.pk is None:
        _save_images(piece, export, dry_run)
        _save_article(piece, export, accounts)
    # Also for articles imported earlier, by a version that did not save old links.
    _save_old_links(OldLink(path=path, article=piece.article) for path in piece.links)
    _save_old_links(
        OldLink(path=path, topic=topic)
        for path, name in piece.topic_links.items()
        if (topic := _find_topic(name))
    )
    if not piece.comments:
        return
    _set_parents(piece)
    for their_id, comment in piece.comments.items():
        _set_account(comment, piece.article, accounts.get(piece.users[their_id]))
    comment_actions.import_comments(piece.article, list(piece.comments.values()))
    Imported.objects.bulk_create(
        Imported(source=export.source, kind=Kind.COMMENT, their_id=their_id, object_id=comment.pk)
        for their_id, comment in piece.comments.items()
    )


def _save_images(piece: ArticleImport, export: PreparedExport, dry_run: bool) -> None:
    """Save the images. A dry run writes no files, since a rollback does not delete them."""
    for image in piece.images:
        if not dry_run:
            images.store_image_files(image.made, image.key)
        article_actions.add_rendered_image(image.key, image.made, image.alt)
        export.summary.imported["pictures"] += 1
    if piece.main_image:
        piece.article.image = Image.objects.filter(key=piece.main_image).first()


def _save_article(piece: ArticleImport, export: PreparedExport, accounts: dict[int, User]) -> None:
    article = piece.article
    article.slug = _free_slug(article.slug)
    article_actions.save_article(article, SafeHtml(article.body))
    author = export.authors.get(piece.author)
    name = wordpress.plain_line(author.name if author else piece.author, 60)
    if name:
        user = accounts.get(author.id) if author else None
        Byline.objects.create(article=article, user=user, name=name)
    article.topics.set([_find_or_create_topic(name) for name in piece.topics])
    Imported.objects.create(
        source=export.source, kind=Kind.ARTICLE, their_id=piece.their_id, object_id=article.pk
    )


def _save_old_links(found: Iterable[OldLink]) -> None:
    """Save old links; a path that has a link keeps it."""
    OldLink.objects.bulk_create(found, ignore_conflicts=True)


def _find_or_create_topic(name: str) -> Topic:
    """Return the topic with this name or its slug, or a new one."""
    return _find_topic(name) or Topic.objects.create(name=name, slug=_topic_slug(name))


def _find_topic(name: str) -> Topic | None:
    found = Topic.objects.filter(Q(name__iexact=name) | Q(slug=_topic_slug(name)))
    return found.order_by("pk").first()


def _topic_slug(name: str) -> str:
    return slugify(name)[:60] or "onderwerp"


def _free_slug(slug: str) -> str:
    wanted, number = slug, 1
    while _is_slug_taken(slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _is_slug_taken(slug: str) -> bool:
    """Return True if an article has this slug, or had it before."""
    former = OldAddress.objects.filter(slug=slug)
    return Article.objects.filter(slug=slug).exists() or former.exists()


def _set_parents(piece: ArticleImport) -> None:
    """Set each comment's parent: the nearest ancestor that is in the thread."""
    placed = {their_id: c for their_id, c in piece.comments.items() if c.published_at}
    if piece.known:
        earlier = Comment.objects.filter(article=piece.article, path__isnull=False)
        ours = earlier.only("path").in_bulk(piece.known.values())
        placed |= {theirs: ours[pk] for theirs, pk in piece.known.items() if pk in ours}
    for their_id, comment in piece.comments.items():
        above = piece.parents[their_id]
        while above in piece.parents and above not in placed:
            above = piece.parents[above]
        comment.parent = placed.get(above)


def _set_account(comment: Comment, article: Article, user: User | None) -> None:
    """Link a comment to the account that wrote it; a guest's name or address proves nothing."""
    if user is None:
        return
    comment.user, comment.email = user, ""
    if user.pk in article.author_ids:
        comment.role = Comment.Role.AUTHOR
