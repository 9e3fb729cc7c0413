"""Dry runs: the latest reactions judged with other settings of the rules."""

from collections import deque
from typing import NamedTuple

from articles.models import Article
from comments.judging import RuleCase, RuleJudgement, own_rule_modes
from comments.models import Comment, RuleSetting
from comments.moderation_rules import Verdict
from comments.rules import REPETITION_WINDOW, RuleContext

MOST_COMMENTS = 1000


class Difference(NamedTuple):
    comment: Comment
    now: RuleJudgement
    then: RuleJudgement


class DryRun(NamedTuple):
    looked_at: int
    held_now: int
    held_then: int
    rejected_now: int
    rejected_then: int
    differences: list[Difference]  # the latest first


def dry_run_rules(modes: dict[str, str], article: Article | None = None) -> DryRun:
    """Judge the latest reactions of readers with the present modes of the rules and with `modes`.

    Each is compared with those before it, as when it came in. The lists and the sanctions and trust
    of its writer are those of today.
    """
    comments = _latest_comments(article)
    site, own = own_rule_modes(None), _settings_of_articles(comments)
    known = RuleContext()
    earlier = _earlier_fingerprints(comments)
    known.recent = deque(maxlen=REPETITION_WINDOW)
    known.load_sanctions(comments)
    found = []
    for comment in comments:
        while earlier and earlier[0][0] < comment.pk:
            known.recent.append(earlier.popleft())
        case, mine = RuleCase(comment, known), own.get(comment.article_id, {})
        now = case.judged(site | mine)
        then = case.judged(site | modes if article else modes | mine)
        found.append(Difference(comment, now, then))
    return DryRun(
        looked_at=len(found),
        held_now=sum(now.verdict == Verdict.HOLD for _, now, _ in found),
        held_then=sum(then.verdict == Verdict.HOLD for _, _, then in found),
        rejected_now=sum(now.verdict == Verdict.REJECT for _, now, _ in found),
        rejected_then=sum(then.verdict == Verdict.REJECT for _, _, then in found),
        differences=[row for row in reversed(found) if row.now != row.then],
    )


def _latest_comments(article: Article | None) -> list[Comment]:
    comments = Comment.objects.exclude(status=Comment.Status.UNCONFIRMED)
    comments = comments.filter(role=Comment.Role.READER)
    if article is not None:
        comments = comments.filter(article=article)
    return list(comments.select_related("article", "user").order_by("-pk")[:MOST_COMMENTS])[::-1]


def _settings_of_articles(comments: list[Comment]) -> dict[int, dict[str, str]]:
    """Return the modes that are set for each article itself."""
    own: dict[int, dict[str, str]] = {}
    articles = {comment.article_id for comment in comments}
    for setting in RuleSetting.objects.filter(article__in=articles):
        own.setdefault(setting.article_id, {})[setting.rule] = setting.mode
    return own


def _earlier_fingerprints(comments: list[Comment]) -> deque[tuple[int, int]]:
    """Return the keys and fingerprints that these could repeat, oldest first.

    These are all since the first of them, and the latest before it.
    """
    if not comments:
        return deque()
    first = comments[0].pk
    rows = Comment.objects.repeatable().values_list("pk", "fingerprint")
    before = rows.filter(pk__lt=first).order_by("-pk")[:REPETITION_WINDOW]
    return deque([*reversed(before), *rows.filter(pk__gte=first).order_by("pk")])
