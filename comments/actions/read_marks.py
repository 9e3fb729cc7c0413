"""The verbs of an author who read something and leaves it at that."""

from django.utils import timezone

from accounts.models import User
from comments.models import Comment, ReadMark


def mark_comment_read(comment: Comment, *, by: User, revision: int) -> ReadMark:
    """Have it wait no more, in the text that was seen. Done twice, the last counts."""
    seen = min(revision, comment.shown_revision)
    mark, _ = ReadMark.objects.update_or_create(
        user=by, comment=comment, defaults={"revision": seen, "marked_at": timezone.now()}
    )
    return mark


def unmark_comment_read(comment: Comment, *, by: User) -> None:
    """Have it wait again."""
    ReadMark.objects.filter(user=by, comment=comment).delete()
