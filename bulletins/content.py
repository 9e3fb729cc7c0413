"""The content of a bulletin: read anew each time, so that only what is public now is shown."""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Image
from bulletins.models import Bulletin, Item
from comments.models import Comment
from common import footnotes

Kind = Item.Kind

_HEADING = re.compile(r"(</?h)([2-6])(?=[\s>])")


@dataclass(frozen=True)
class BulletinPart:
    """One part as readers see it. If it is no longer public, it holds only the reason."""

    item: Item
    level: int  # of its heading
    is_public: bool = True
    why: str = ""  # the reason, for editors, that it is not public
    title: str = ""
    names: str = ""  # with the affiliations at the time of writing
    by: str = ""  # without affiliations
    language: str = ""
    image: Image | None = None
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
        """True if the part has a line in the table of contents: a reaction has no title."""
        return self.kind != Kind.REACTION


def bulletin_parts(bulletin: Bulletin) -> list[BulletinPart]:
    """Return all parts in order, for editors. Takes a constant number of queries."""
    readable = _readable_articles(bulletin)
    items = bulletin.items.select_related("article__image", "comment__article")
    items = items.prefetch_related("article__bylines")
    level, pieces = 2, []
    for item in items:
        item.bulletin = bulletin
        pieces.append(_make_part(item, 2 if item.kind == Kind.HEADING else level, readable))
        if item.kind == Kind.HEADING:
            level = 3
    return pieces


def public_parts(bulletin: Bulletin) -> list[BulletinPart]:
    """Return the parts that everyone may read now."""
    return [piece for piece in bulletin_parts(bulletin) if piece.is_public]


def _readable_articles(bulletin: Bulletin) -> set[int]:
    """Return the keys of the articles, shown whole or quoted from, that everyone can read."""
    shown = Q(pk__in=bulletin.items.values("article"))
    quoted = Q(pk__in=bulletin.items.values("comment__article"))
    found = Article.objects.published().filter(shown | quoted)
    return set(found.order_by().values_list("pk", flat=True))


def _make_part(item: Item, level: int, readable: set[int]) -> BulletinPart:
    match item.kind:
        case Kind.ARTICLE if item.article_id in readable:
            return _article_part(item, level)
        case Kind.ARTICLE:
            return BulletinPart(item, level, is_public=False, why=_why_no_article(item.article))
        case Kind.REACTION if item.comment.article_id not in readable:
            return BulletinPart(
                item, level, is_public=False, why=_why_no_article(item.comment.article)
            )
        case Kind.REACTION if not item.comment.is_published:
            return BulletinPart(item, level, is_public=False, why=_why_no_reaction(item.comment))
        case Kind.REACTION:
            return _reaction_part(item, level)
    return BulletinPart(
        item,
        level,
        title=item.title,
        names=", ".join(filter(None, (item.name, item.affiliation))),
        by=item.name,
        language=item.bulletin.language,
        html=_fit_html(item.html, item, level),
    )


def _article_part(item: Item, level: int) -> BulletinPart:
    article = item.article
    return BulletinPart(
        item,
        level,
        title=article.title,
        names=_author_names(article),
        by=article.byline_text,
        language=article.language,
        image=article.image,
        lead=article.lead,
        html=_fit_html(article.body, item, level) if item.whole else "",
        link=article.get_absolute_url(),
    )


def _reaction_part(item: Item, level: int) -> BulletinPart:
    comment = item.comment
    return BulletinPart(
        item,
        level,
        title=comment.article.title,
        names=comment.name,
        by=comment.name,
        language=comment.language,
        html=comment.html,
        link=comment.get_absolute_url(),
    )


def _why_no_article(article: Article) -> str:
    if article.status == Article.Status.WITHDRAWN:
        words = _("“%(title)s” was withdrawn.")
    else:
        words = _("“%(title)s” is not published now.")
    return words % {"title": article.title}


def _why_no_reaction(comment: Comment) -> str:
    match comment.status:
        case Comment.Status.WITHDRAWN:
            words = _("The writer withdrew this reaction to “%(title)s”.")
        case Comment.Status.REMOVED:
            words = _("A moderator removed this reaction to “%(title)s”.")
        case _:
            words = _("This reaction to “%(title)s” is waiting for a moderator.")
    return words % {"title": comment.article.title}


def _author_names(article: Article) -> str:
    names = (
        f"{byline.name} ({byline.affiliation})" if byline.affiliation else byline.name
        for byline in article.bylines.all()
    )
    return ", ".join(names)


def _fit_html(html: str, item: Item, level: int) -> str:
    """Adapt safe HTML to its place: lower its headings below the part's own, and make the ids of
    its footnotes unique in the bulletin."""
    html = _HEADING.sub(lambda match: f"{match[1]}{min(int(match[2]) + level - 1, 6)}", html)
    return footnotes.prefix_footnote_ids(html, f"d{item.pk}-")
