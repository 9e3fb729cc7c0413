"""Muting and unmuting a writer."""

from django.db import transaction

from accounts.models import User
from comments import muting
from comments.actions.shared import WrongState
from comments.models import Comment, Fold
from comments.permissions import may_be_muted


@transaction.atomic
def mute_writer(comment: Comment, *, by: User) -> None:
    """Mute the writer of this reaction. Raises `WrongState` if the reaction cannot be muted, or
    if the member reached the maximum."""
    # Lock the member's row, so that a writer is not muted twice.
    User.objects.select_for_update().only("pk").get(pk=by.pk)
    folds = list(Fold.objects.of(by))
    if not may_be_muted(comment) or len(folds) >= muting.MOST_MUTED:
        raise WrongState
    mark = muting.writer_mark(comment)
    if all(muting.writer_mark(fold.comment, comment.article_id) != mark for fold in folds):
        Fold.objects.create(by=by, comment=comment)


@transaction.atomic
def unmute_writer(comment: Comment, *, by: User) -> None:
    """Unmute the writer of this reaction, by whichever reaction they were muted."""
    mark = muting.writer_mark(comment)
    folds = Fold.objects.of(by)
    same = [
        fold.pk for fold in folds if muting.writer_mark(fold.comment, comment.article_id) == mark
    ]
    Fold.objects.filter(pk__in=same).delete()
