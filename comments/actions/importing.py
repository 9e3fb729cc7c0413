"""Import of reactions from another site."""

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from comments import live, paths
from comments.actions.shared import Status, Verdict
from comments.actions.words import index_words
from comments.models import Comment, Decision, Revision
from comments.questions import asks
from moderation.audit_log import article_subject, record


def import_comments(article: Article, comments: list[Comment]) -> None:
    """Save reactions of another site, published or held, with their own dates and order.

    The parent of each is in the thread already or in the same list. Nobody is notified of each
    reaction; open pages find them by the article's version.
    """
    public = [comment for comment in comments if comment.status == Status.PUBLISHED]
    with transaction.atomic():
        tick = article.tick(changes=len(public), new=len(public))
        for comment in comments:
            comment.article = article
            comment.asks = asks(comment.html)
            comment.held_at = None if comment.is_published else timezone.now()
        for place, comment in enumerate(public):
            comment.version = tick.first + place
            comment.number = tick.number - len(public) + 1 + place
            comment.shown_revision = comment.revision
        # Save level by level: a path needs the parent's path, and a row the parent's key.
        waiting = comments
        while waiting:
            level = [c for c in waiting if c.parent is None or c.parent.pk]
            for comment in level:
                if comment.is_published:
                    above = comment.parent.path if comment.parent else ""
                    comment.path = paths.path_under(above, comment.version)
            Comment.objects.bulk_create(level)
            waiting = [comment for comment in waiting if comment.pk is None]
        Revision.objects.bulk_create(
            Revision(
                comment=c, number=c.revision, text=c.text, html=c.html, created_at=c.created_at
            )
            for c in comments
        )
        index_words([comment.pk for comment in comments])
        Decision.objects.bulk_create(
            Decision(
                comment=c,
                revision=c.revision,
                verdict=Verdict.APPROVE if c.is_published else Verdict.HOLD,
                rule="import",
                from_status=Status.PENDING,
                to_status=c.status,
            )
            for c in comments
        )
        held = len(comments) - len(public)
        record("import", article_subject(article.pk), published=len(public), held=held)
        if held:
            live.push_queue_changed()
