"""Folding a writer away for oneself, and back."""

from django.db import transaction

from accounts.models import User
from comments import muting
from comments.actions.shared import NotNow
from comments.models import Comment, Fold
from comments.permissions import may_fold


@transaction.atomic
def fold_away(comment: Comment, *, by: User) -> None:
    """Fold away all by the writer of this reaction. Raises `NotNow` when it is none to fold, and
    when a member has folded away as many as there can be."""
    # One at a time, so that nobody is folded twice.
    User.objects.select_for_update().only("pk").get(pk=by.pk)
    folds = list(Fold.objects.of(by))
    if not may_fold(comment) or len(folds) >= muting.MOST:
        raise NotNow
    mark = muting.mark_of(comment)
    if all(muting.mark_of(fold.comment, comment.article_id) != mark for fold in folds):
        Fold.objects.create(by=by, comment=comment)


@transaction.atomic
def unfold(comment: Comment, *, by: User) -> None:
    """Show the writer of this reaction again, whichever reaction they were folded away by."""
    mark = muting.mark_of(comment)
    folds = Fold.objects.of(by)
    same = [fold.pk for fold in folds if muting.mark_of(fold.comment, comment.article_id) == mark]
    Fold.objects.filter(pk__in=same).delete()
