"""The public profile page of a member: only what they choose, and only what is public now.

An author of the site always has a page, with the articles and answers that are public under their
name anyway. Anyone else has one if they switched it on and something of theirs is published. For
all others there is no page, so that it does not reveal whether there is such a member.
"""

from collections.abc import Iterable

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from articles.models import Article, Byline
from comments.models import Comment
from common.html.plain_text import html_excerpt
from common.paging import KeysetPage, keyset_page, take_page
from moderation.models import Measure

PAGE_SIZE = 20
ANSWERS_PER_DISCUSSION = 3  # shown per discussion
EXCERPT_LENGTH = 280  # characters


def find_profile_user(pk: int) -> User | None:
    """Return the member if they have a public page, else None."""
    bylines = Byline.objects.filter(user=OuterRef("pk"), article__in=Article.objects.published())
    written = public_comments().filter(user=OuterRef("pk"), name=OuterRef("name")).order_by("-pk")
    closed = Measure.objects.in_force().filter(user=OuterRef("pk"), kind__in=Measure.HIDES_PAGE)
    users = User.objects.filter(pk=pk, is_active=True)
    user = users.annotate(
        is_author=Exists(bylines),
        is_closed=Exists(closed),
        latest=Subquery(written.values("pk")[:1]),
    ).first()
    if user is None:
        return None
    switched_on = user.has_page and user.latest and not user.is_closed
    return user if user.is_author or switched_on else None


def public_comments():
    """Return published reactions in debates that can be read."""
    return Comment.objects.published().filter(article__in=Article.objects.with_debate())


def profile_articles(user: User, after: str = "") -> KeysetPage:
    """Return their articles, the newest first; a cursor is the slug of an article."""
    before = Article.objects.published().filter(slug=after).first() if after else None
    theirs = Article.objects.for_front_page(before).filter(bylines__user=user)
    rows, last = take_page(theirs, PAGE_SIZE)
    return KeysetPage(rows, last.slug if last else "")


def profile_discussions(user: User, after: str = "") -> KeysetPage:
    """Return the articles where they answered as author, each with their latest answers."""
    own = Q(comments__user=user, comments__role="author", comments__status="published")
    found = (
        Article.objects.published()
        .filter(bylines__user=user)
        .annotate(answered=Count("comments", filter=own), latest=Max("comments", filter=own))
        .filter(latest__isnull=False)
        .defer("body")
    )
    page = keyset_page(found, ("-latest",), after, PAGE_SIZE)
    place = Window(RowNumber(), partition_by=F("article"), order_by=F("pk").desc())
    answers = public_comments().filter(
        user=user, role="author", article__in=[row.pk for row in page.rows]
    )
    latest = _with_excerpts(
        answers.annotate(place=place).filter(place__lte=ANSWERS_PER_DISCUSSION).order_by("pk"),
        page.rows,
    )
    for article in page.rows:
        article.said_there = [answer for answer in latest if answer.article_id == article.pk]
    return page


def profile_comments(user: User, after: str = "") -> KeysetPage:
    """Return their reactions under their present name, the newest first."""
    theirs = public_comments().filter(user=user, name=user.name).exclude(role="author")
    page = keyset_page(theirs.select_related("article"), ("-pk",), after, PAGE_SIZE)
    return page._replace(rows=_with_excerpts(page.rows))


def _with_excerpts(comments: Iterable[Comment], of: Iterable[Article] = ()) -> list[Comment]:
    known = {article.pk: article for article in of}
    found = list(comments)
    for comment in found:
        if known:
            comment.article = known[comment.article_id]
        comment.excerpt = html_excerpt(comment.html, EXCERPT_LENGTH)
    return found
