"""Marking a reaction as read by an author, without answering it."""

from django.utils import timezone

from accounts.models import User
from comments.models import Comment, ReadMark


def mark_comment_read(comment: Comment, *, by: User, revision: int) -> ReadMark:
    """Mark the revision that was seen as read; a later mark replaces an earlier one."""
    seen = min(revision, comment.shown_revision)
    mark, _ = ReadMark.objects.update_or_create(
        user=by, comment=comment, defaults={"revision": seen, "marked_at": timezone.now()}
    )
    return mark


def unmark_comment_read(comment: Comment, *, by: User) -> None:
    """Remove the mark, so that the reaction waits again."""
    ReadMark.objects.filter(user=by, comment=comment).delete()
