"""What other settings of the rules would have done to the latest reactions."""

from typing import NamedTuple

from articles.models import Article
from comments.models import Comment
from comments.moderation import Judgement, Verdict, judge, settings_of

MOST = 1000


class Difference(NamedTuple):
    comment: Comment
    now: Judgement
    then: Judgement


class DryRun(NamedTuple):
    looked_at: int
    held_now: int
    held_then: int
    rejected_now: int
    rejected_then: int
    differences: list[Difference]


def dry_run(modes: dict[str, str], article: Article | None = None) -> DryRun:
    """Judge the latest reactions as the rules stand, and as `modes` would have it.

    Each is judged as if it were written now, among the reactions that there are.
    """
    comments = (
        Comment.objects.exclude(status=Comment.Status.UNCONFIRMED)
        .filter(role=Comment.Role.READER)
        .select_related("article")
        .order_by("-pk")
    )
    if article is not None:
        comments = comments.filter(article=article)
    site = settings_of(None)
    own: dict[int, dict[str, str]] = {}
    found: list[tuple[Comment, Judgement, Judgement]] = []
    for comment in comments[:MOST]:
        key = comment.article_id
        if key not in own:
            own[key] = settings_of(comment.article)
        now = judge(comment, site | own[key])
        then = judge(comment, site | modes if article else modes | own[key])
        found.append((comment, now, then))
    return DryRun(
        looked_at=len(found),
        held_now=sum(now.verdict == Verdict.HOLD for _, now, _ in found),
        held_then=sum(then.verdict == Verdict.HOLD for _, _, then in found),
        rejected_now=sum(now.verdict == Verdict.REJECT for _, now, _ in found),
        rejected_then=sum(then.verdict == Verdict.REJECT for _, _, then in found),
        differences=[Difference(*row) for row in found if row[1] != row[2]],
    )
