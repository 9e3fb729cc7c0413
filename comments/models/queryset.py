"""Querysets of reactions."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, Concat, RowNumber
from django.db.models.lookups import GreaterThan, LessThan
from django.utils import timezone

from accounts.identity import Identity
from articles.models import Article
from comments import paths
from comments.models.read_mark import ReadMark
from comments.models.revision import Revision
from comments.models.states import Role, Status, Verdict
from common import names
from moderation.models import Measure

if TYPE_CHECKING:
    from comments.models.comment import Comment

MOST_COUNTED = 1000
REFUSED_SQL = "comments_comment.status IN ('rejected', 'removed')"

# In SQL, because at every view of an article Django would take far longer to build this query than
# the database takes to run it. The conditions are those of `comments.people.find_profile_user`.
WRITER_PAGE_SQL = """(
    SELECT writer.id FROM accounts_user writer
    WHERE writer.id = comments_comment.user_id AND writer.is_active
    AND (writer.name = comments_comment.name OR comments_comment.role = 'author')
    AND (
        writer.has_page AND NOT EXISTS (
            SELECT 1 FROM house_measure measure
            WHERE measure.user_id = writer.id AND measure.kind IN (%s, %s)
            AND measure.lifted_at IS NULL AND (measure.ends_at IS NULL OR measure.ends_at > %s)
        )
        OR EXISTS (
            SELECT 1 FROM articles_byline byline
            JOIN articles_article article ON article.id = byline.article_id
            WHERE byline.user_id = writer.id
            AND article.status = 'published' AND article.published_at <= %s
        )
    )
)"""

# In SQL for the same reason: the slug of the article that came of a reaction, while it is public.
PIECE_SQL = """(
    SELECT article.slug FROM comments_invitation invitation
    JOIN articles_article article ON article.id = invitation.article_id
    WHERE invitation.comment_id = comments_comment.id AND invitation.state = 'accepted'
    AND article.status = 'published' AND article.published_at <= %s
)"""


def format_capped_count(count: int) -> str:
    """Return the count as text; above `MOST_COUNTED` as "1000+"."""
    return str(count) if count <= MOST_COUNTED else f"{MOST_COUNTED}+"


def _person_key() -> Case:
    """Identify a member by account, a guest by address, and an imported reaction by name."""
    return Case(
        When(user__isnull=False, then=Concat(Value("#"), Cast("user_id", CharField()))),
        When(~Q(email=""), then=F("email")),
        default=F("name"),
        output_field=CharField(),
    )


def _inner_user(user):
    """Return the user for use one subquery deeper: an `OuterRef` must be wrapped again."""
    return OuterRef(user) if isinstance(user, OuterRef) else user


class CommentQuerySet(models.QuerySet):
    def published(self) -> "CommentQuerySet":
        return self.filter(status=Status.PUBLISHED)

    def shown(self) -> "CommentQuerySet":
        """Return all that shows in the thread: published reactions, and tombstones with public
        replies."""
        replies = self.model.objects.published().filter(
            GreaterThan(F("path"), OuterRef("path")),
            LessThan(F("path"), Concat(OuterRef("path"), models.Value(paths.BRANCH_END))),
            article=OuterRef("article"),
        )
        return self.filter(path__isnull=False).filter(Q(status=Status.PUBLISHED) | Exists(replies))

    def thread(self, article: Article) -> "CommentQuerySet":
        """Return the reactions and tombstones of one article, in the order of the thread."""
        return self.filter(article=article).shown().order_by("path")

    def latest_of(self, article: Article) -> "CommentQuerySet":
        """Return the published reactions to an article, the newest first, each with its parent."""
        found = self.published().filter(article=article).select_related("parent")
        return found.order_by("-published_at", "-pk")

    def published_among(self, pks: Iterable[int]) -> "CommentQuerySet":
        """Return the published ones of these in thread order, with only writer, text and time."""
        columns = ("number", "parent", "path", "name", "text", "language")
        found = self.published().filter(pk__in=pks).order_by("path").with_writer_page()
        return found.only(*columns, "published_at", "edited_at")

    def changed_since(self, article: Article, version: int) -> "CommentQuerySet":
        """Return reactions that were ever public and changed since `version`."""
        return self.filter(article=article, path__isnull=False, version__gt=version).order_by(
            "version"
        )

    def for_rendering(self) -> "CommentQuerySet":
        """Add all that rendering a reaction in the thread needs."""
        return self.select_related("article", "parent", "removal__house_rule").with_links()

    def with_links(self) -> "CommentQuerySet":
        """Add the links that can appear or vanish without a change to the reaction."""
        return self.with_writer_page().with_piece()

    def with_piece(self) -> "CommentQuerySet":
        """Add `piece`: the slug of the article that came of the reaction, or None."""
        return self.annotate(piece=RawSQL(PIECE_SQL, (timezone.now(),), models.CharField()))

    def with_writer_page(self) -> "CommentQuerySet":
        """Add `writer_page`: the key of the writer if they have a public page, else None.

        None also for a reaction under a former name: the link would reveal its writer.
        """
        now = timezone.now()
        page = RawSQL(WRITER_PAGE_SQL, (*Measure.HIDES_PAGE, now, now), models.BigIntegerField())
        return self.annotate(writer_page=page)

    def with_shown(self) -> "CommentQuerySet":
        """Add `is_shown`: True if it shows in the thread now."""
        return self.annotate(is_shown=Exists(self.model.objects.filter(pk=OuterRef("pk")).shown()))

    def counts(self, articles) -> dict[int, int]:
        """Return the number of published reactions by article key."""
        rows = (
            self.published()
            .filter(article__in=[article.pk for article in articles])
            .order_by()
            .values_list("article_id")
            .annotate(models.Count("pk"))
        )
        return dict(rows)

    def set_comment_counts(self, articles) -> None:
        """Set `comment_count`, the number of published reactions, on each of these articles."""
        counts = self.counts(articles)
        for article in articles:
            article.comment_count = counts.get(article.pk, 0)

    def queue(self) -> "CommentQuerySet":
        """Return reactions that wait for a moderator, the longest waiting first."""
        return self.filter(held_at__isnull=False).order_by("held_at", "pk")

    def refused(self) -> "CommentQuerySet":
        """Return reactions that moderators or rules rejected or removed."""
        # The literal condition of the index: with query parameters, SQLite would not see that the
        # partial index applies.
        return self.filter(RawSQL(REFUSED_SQL, (), models.BooleanField()))

    def sent(self) -> "CommentQuerySet":
        """Return all reactions that count as sent: a guest's only once the address is confirmed."""
        return self.exclude(status=Status.UNCONFIRMED)

    def to_author(self, user) -> "CommentQuerySet":
        """Return public reactions of others to this member's articles."""
        return self._to_author(user, Article.objects.by(user).published())

    def open_questions(self, user) -> "CommentQuerySet":
        """Return reactions that no author answered and this one did not mark as read in this text.

        Only in debates that are open: elsewhere they cannot be answered. `user` may be an
        `OuterRef`.
        """
        inner = _inner_user(user)
        answers = self.model.objects.answers_of_authors(inner).filter(parent=OuterRef("pk"))
        read = ReadMark.objects.filter(
            user=inner, comment=OuterRef("pk"), revision__gte=OuterRef("shown_revision")
        )
        found = self._to_author(user, Article.objects.by(inner).published().open())
        return found.filter(~Exists(answers), ~Exists(read))

    def _to_author(self, user, articles) -> "CommentQuerySet":
        found = self.published().filter(article__in=articles.order_by().values("pk"))
        return found.exclude(role=Role.AUTHOR).exclude(user=user)

    def answers_of_authors(self, user) -> "CommentQuerySet":
        """Return authors' published answers, and those of this author that wait for a moderator."""
        own = Q(status=Status.PENDING, user=user)
        return self.filter(Q(status=Status.PUBLISHED) | own, role=Role.AUTHOR)

    def with_discussion(self) -> "CommentQuerySet":
        """Add `discussed_by`: the number of other readers who answer it. A quote is an answer."""
        person = _person_key()
        answers = self.model.objects.published().exclude(role=Role.AUTHOR)
        answers = answers.filter(parent=OuterRef("pk"))
        others = answers.annotate(person=person).exclude(person=OuterRef("person")).order_by()
        people = others.values("parent").annotate(people=Count("person", distinct=True))
        return self.annotate(person=person).annotate(
            discussed_by=Coalesce(Subquery(people.values("people")), 0)
        )

    def latest_exchanges(self, *, since: datetime) -> "CommentQuerySet":
        """Return the latest answer of an author in each open debate, with its parent."""
        answers = self.published().filter(
            role=Role.AUTHOR,
            published_at__gte=since,
            parent__status=Status.PUBLISHED,
            article__in=Article.objects.published().open(),
        )
        answers = answers.exclude(parent__role=Role.AUTHOR)
        place = Window(RowNumber(), partition_by=F("article"), order_by=F("published_at").desc())
        latest = answers.annotate(place=place).filter(place=1)
        return latest.select_related("article", "parent").order_by("-published_at", "-pk")

    def discussion_since(self, moment: datetime) -> models.QuerySet:
        """Return (article, writers, answered) since `moment`, the largest sum of both counts first.

        `answered` counts the reactions that got an answer. Articles with one writer are left out.
        """
        recent = self.published().filter(
            published_at__gte=moment, article__in=Article.objects.published()
        )
        rows = (
            recent.order_by()
            .values("article")
            .annotate(
                writers=Count(_person_key(), distinct=True), answered=Count("parent", distinct=True)
            )
        )
        rows = rows.filter(writers__gt=1).order_by(-(F("writers") + F("answered")), "-article")
        return rows.values_list("article", "writers", "answered")

    def linking_to(self, domain: str) -> "CommentQuerySet":
        """Return reactions whose latest text links to this domain, or to a host under it."""
        address = rf"""href="https?://([^"/?#]*\.)?{re.escape(domain)}[":/?#]"""
        # Filter on the plain domain too: a database does that faster than a regular expression.
        texts = Revision.objects.filter(html__icontains=domain, html__iregex=address)
        return self.filter(
            Exists(texts.filter(comment=OuterRef("pk"), number=OuterRef("revision")))
        )

    def affected_by_verdict(self, verdict: str) -> "CommentQuerySet":
        """Return reactions that this verdict would change."""
        held = Q(held_at__isnull=False)
        if verdict == Verdict.APPROVE:
            refused = (Status.REJECTED, Status.REMOVED)
            return self.filter(held | Q(status__in=refused))
        return self.filter(held | Q(status=Status.PUBLISHED))

    def reported(self) -> "CommentQuerySet":
        """Return reactions with open reports, the largest total weight first."""
        return self.filter(reported_at__isnull=False).order_by("-report_weight", "pk")

    def repeatable(self) -> "CommentQuerySet":
        """Return reactions that a new one could repeat: those confirmed and not withdrawn."""
        unsent = (Status.UNCONFIRMED, Status.WITHDRAWN)
        return self.filter(fingerprint__isnull=False).exclude(status__in=unsent)

    def how_many(self) -> str:
        """Return the count as text; above `MOST_COUNTED`, where counting stops, as "1000+"."""
        return format_capped_count(self[: MOST_COUNTED + 1].count())

    def by_writer_of(self, comment: "Comment") -> "CommentQuerySet":
        """Return all by the same member, or by guests with the same address; else only `comment`.

        Anyone can type an address, so unconfirmed and confirmed ones are kept apart.
        """
        if not (writer := Identity.of(comment)):
            return self.filter(pk=comment.pk)
        theirs = self.filter(writer.rows())
        return theirs if writer.user else theirs.filter(confirmed_at__isnull=not writer.is_proven)

    def confirmed_from(self, addresses: Iterable[str]) -> "CommentQuerySet":
        """Return reactions of guests who confirmed one of these addresses, letter for letter."""
        return self.filter(user=None, email__in=addresses, confirmed_at__isnull=False).exclude(
            email=""
        )

    def answers_to(self, comments: "CommentQuerySet | list[Comment]") -> "CommentQuerySet":
        """Return public answers to any of these."""
        return self.published().filter(parent__in=comments)

    def approved_before(self, comment: "Comment") -> bool:
        """Return True if another reaction by this writer was published here.

        The same writer: the same account, or the same confirmed address with a look-alike name.
        """
        approved = (
            self.filter(published_at__isnull=False)
            .exclude(pk=comment.pk)
            .exclude(status__in=(Status.REMOVED, Status.PENDING))
        )
        if comment.user_id:
            return approved.filter(user=comment.user_id).exists()
        theirs = approved.confirmed_from([comment.email])
        key = names.name_skeleton(comment.name)
        bore = theirs.order_by().values_list("name", flat=True).distinct()[:100]
        return any(names.name_skeleton(name) == key for name in bore)
