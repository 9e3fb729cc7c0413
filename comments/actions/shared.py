"""Steps that the actions share: lock the thread, publish, push the change.

Every action locks the article's row first and the reaction's after it, to prevent deadlocks.
"""

from django.utils import timezone

from articles.models import Article
from comments import live, paths
from comments.models import Comment, CommentQuerySet, Decision, Revision
from comments.questions import asks
from common.events import publish_event
from common.html.safe import SafeText

Status = Comment.Status
Verdict = Decision.Verdict


class WrongState(Exception):
    """The state of the object does not allow this action; for instance, it was withdrawn."""


def lock_thread(article: Article) -> None:
    """Lock the article's row until the commit, so that its thread changes one step at a time."""
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)


def reload_comment(comment: Comment) -> Comment:
    return Comment.objects.select_related("article", "parent", "user").get(pk=comment.pk)


def latest_revision(comment: Comment) -> Revision:
    return comment.revisions.get(number=comment.revision)


def add_revision(comment: Comment, text: SafeText) -> None:
    Revision.objects.create(
        comment=comment, number=comment.revision, text=text.markdown, html=text.html
    )


def publication_fields(comment: Comment) -> dict:
    """Return the fields that publish a reaction, with a number and a place under its parent."""
    tick = comment.article.tick(new=1)
    parent_path = comment.parent.path if comment.parent else ""
    return {
        "status": Status.PUBLISHED,
        "held_at": None,
        "number": tick.number,
        "path": paths.path_under(parent_path, tick.last),
        "version": tick.last,
        "published_at": timezone.now(),
        "shown_revision": comment.revision,
    }


def latest_text_fields(comment: Comment) -> dict:
    latest = latest_revision(comment)
    return {
        "text": latest.text,
        "html": latest.html,
        "asks": asks(latest.html),
        "shown_revision": latest.number,
        "edited_at": latest.created_at,
        "held_at": None,
        "version": comment.article.tick().last,
    }


def push_comment_change(before: Comment, after: Comment) -> None:
    """Publish the event of a change, and push what it changed in the thread to open pages."""
    if after.was_public and not before.was_public:
        publish_event("published", after.pk)
    elif after.was_public and _public_state(after) != _public_state(before):
        publish_event("changed", after.pk)
    if after.version != before.version:
        live.push_comments(after.article, [after.pk])
        # A removed or withdrawn parent without replies did not show; now its tombstone does.
        if not before.was_public and (tombstones := tombstones_above(after)):
            push_new_versions(list(tombstones.values_list("pk", flat=True)), after.article)
    elif after.status != before.status and after.was_public:
        push_new_versions([after.pk, *affected_comments(after)], after.article)


def _public_state(comment: Comment) -> tuple[str, int | None]:
    return comment.status, comment.shown_revision


def affected_comments(comment: Comment) -> list[int]:
    """Return the keys of other reactions whose HTML changes when this one is removed or restored.

    Replies show its writer's name, and a tombstone above it shows only while a reply is public.
    """
    replies = Comment.objects.published().filter(article=comment.article_id, parent=comment)
    return list((replies | tombstones_above(comment)).values_list("pk", flat=True))


def tombstones_above(comment: Comment) -> CommentQuerySet:
    above = Comment.objects.filter(
        article=comment.article_id, path__in=paths.ancestor_paths(comment.path)
    )
    return above.exclude(status=Status.PUBLISHED)


def push_new_versions(pks: list[int], article: Article) -> None:
    """Give each of these reactions a new version, in order, and push them to open pages."""
    tick = article.tick(changes=len(pks))
    for version, pk in enumerate(pks, start=tick.first):
        Comment.objects.filter(pk=pk).update(version=version)
    live.push_comments(article, pks)
