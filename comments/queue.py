"""What a moderator needs to see of a reaction in order to judge it."""

from collections.abc import Iterable
from dataclasses import dataclass

from comments.actions import Conflict, Seen, Verdict, verdicts
from comments.forms import DecisionForm
from comments.models import Comment, Decision, Revision


@dataclass
class Entry:
    comment: Comment
    revisions: list[Revision]
    decisions: list[Decision]
    form: DecisionForm
    conflict: Conflict | None = None

    @property
    def latest(self) -> Revision:
        """The text that is to be judged."""
        return self.revisions[-1]

    @property
    def may_approve(self) -> bool:
        return Verdict.APPROVE in verdicts(self.comment)

    @property
    def may_reject(self) -> bool:
        return Verdict.REJECT in verdicts(self.comment)

    @property
    def held_by(self) -> Decision | None:
        """What held it, if anything did."""
        holds = [decision for decision in self.decisions if decision.verdict == Verdict.HOLD]
        return holds[-1] if holds else None


def entries(comments: Iterable[Comment]) -> list[Entry]:
    """Entries for these reactions, in a constant number of queries."""
    comments = list(
        comments.select_related("article", "parent", "user").prefetch_related(
            "revisions", "decisions__by", "article__bylines"
        )
    )
    return [_entry(comment) for comment in comments]


def entry(
    comment: Comment, form: DecisionForm | None = None, conflict: Conflict | None = None
) -> Entry:
    """One entry, as it is now."""
    [found] = entries(Comment.objects.filter(pk=comment.pk))
    found.form = form or found.form
    found.conflict = conflict
    return found


def _entry(comment: Comment) -> Entry:
    seen = Seen.of(comment)
    form = DecisionForm(
        initial={"status": seen.status, "revision": seen.revision, "held": seen.held},
        auto_id=f"d{comment.pk}-%s",
    )
    return Entry(comment, list(comment.revisions.all()), list(comment.decisions.all()), form)
