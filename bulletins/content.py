"""What a bulletin shows: looked up each time, so that it is what is public at that moment."""

import re
from dataclasses import dataclass

from articles.models import Article
from bulletins.models import Bulletin, Item
from common import footnotes

Kind = Item.Kind

_HEADING = re.compile(r"(</?h)([2-6])(?=[\s>])")


@dataclass(frozen=True)
class Piece:
    """One part as it is read. Of what is no longer public, nothing but that it is not."""

    item: Item
    is_public: bool
    level: int  # of its heading
    title: str = ""
    names: str = ""  # with the affiliation of that time
    by: str = ""  # without
    language: str = ""
    lead: str = ""
    html: str = ""
    link: str = ""  # a path of this site

    @property
    def anchor(self) -> str:
        return f"deel-{self.item.pk}"

    @property
    def kind(self) -> str:
        return self.item.kind

    @property
    def in_contents(self) -> bool:
        """A quoted reaction has no title of its own."""
        return self.kind != Kind.REACTION


def everything(bulletin: Bulletin) -> list[Piece]:
    """Each part in its place, for who composes it; three queries however many there are."""
    published = set(
        Article.objects.published()
        .filter(pk__in=bulletin.items.values("article"))
        .order_by()
        .values_list("pk", flat=True)
    ) | set(
        Article.objects.published()
        .filter(pk__in=bulletin.items.values("comment__article"))
        .order_by()
        .values_list("pk", flat=True)
    )
    items = bulletin.items.select_related("article", "comment__article")
    items = items.prefetch_related("article__bylines")
    level, pieces = 2, []
    for item in items:
        item.bulletin = bulletin
        pieces.append(_piece(item, 2 if item.kind == Kind.HEADING else level, published))
        if item.kind == Kind.HEADING:
            level = 3
    return pieces


def public(bulletin: Bulletin) -> list[Piece]:
    """What everyone may read of it now."""
    return [piece for piece in everything(bulletin) if piece.is_public]


def _piece(item: Item, level: int, published: set[int]) -> Piece:
    match item.kind:
        case Kind.ARTICLE:
            return _of_article(item, level, item.article_id in published)
        case Kind.REACTION:
            comment = item.comment
            is_public = comment.is_published and comment.article_id in published
            return _of_reaction(item, level, is_public)
    return Piece(
        item=item,
        is_public=True,
        level=level,
        title=item.title,
        names=", ".join(filter(None, (item.name, item.affiliation))),
        by=item.name,
        language=item.bulletin.language,
        html=_fitted(item.html, item, level),
    )


def _of_article(item: Item, level: int, is_public: bool) -> Piece:
    article = item.article
    if not is_public:
        return Piece(item, is_public=False, level=level)
    return Piece(
        item=item,
        is_public=True,
        level=level,
        title=article.title,
        names=_names(article),
        by=article.byline_text,
        language=article.language,
        lead=article.lead,
        html=_fitted(article.body, item, level) if item.whole else "",
        link=article.get_absolute_url(),
    )


def _of_reaction(item: Item, level: int, is_public: bool) -> Piece:
    comment = item.comment
    if not is_public:
        return Piece(item, is_public=False, level=level)
    return Piece(
        item=item,
        is_public=True,
        level=level,
        title=comment.article.title,
        names=comment.name,
        by=comment.name,
        language=comment.language,
        html=comment.html,
        link=comment.get_absolute_url(),
    )


def _names(article: Article) -> str:
    names = (
        f"{byline.name} ({byline.affiliation})" if byline.affiliation else byline.name
        for byline in article.bylines.all()
    )
    return ", ".join(names)


def _fitted(html: str, item: Item, level: int) -> str:
    """Safe HTML of one piece, put among others: its headings below that of the piece, and its
    names of places (those of footnotes) no other's."""
    html = _HEADING.sub(lambda match: f"{match[1]}{min(int(match[2]) + level - 1, 6)}", html)
    return footnotes.apart(html, f"d{item.pk}-")
