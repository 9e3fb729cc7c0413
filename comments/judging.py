"""The rules asked in their order, and their verdict: the first wins.

A rule returns what it found, or None to leave the reaction to the next rule. Its mode (hold, reject
or off) is set for the whole site or for one article.
"""

from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from articles.models import Article
from comments import rules
from comments.models import Comment, RuleSetting
from comments.moderation_rules import MODERATION_RULES, Mode, ModerationRule, Verdict


class RuleJudgement(NamedTuple):
    verdict: str
    rule: str
    note: str = ""

    @property
    def label(self) -> str:
        return Verdict(self.verdict).label


def ask_slow_rules(comment: Comment) -> "RuleCase":
    """Run the slow rules on a text before anything is locked; `judge_comment` runs the rest.

    They use only the text, the lists and the classifier, so what they found stays valid whatever
    happens meanwhile to the thread or to the writer.
    """
    case = RuleCase(comment, rules.RuleContext())
    if comment.role == Comment.Role.READER:
        modes = effective_rule_modes(comment.article)
        for rule in MODERATION_RULES:
            if rule.is_slow and modes.get(rule.name, rule.mode) != Mode.OFF:
                case.ask(rule)
    return case


def judge_comment(comment: Comment, asked: "RuleCase | None" = None) -> RuleJudgement:
    """Judge a reaction by the present rules; `asked` is the result of `ask_slow_rules`."""
    case = RuleCase(comment, rules.RuleContext())
    # If the text changed in between, those results are of no use.
    if asked and asked.text == comment.text:
        case.take_over(asked)
    return case.judged(effective_rule_modes(comment.article))


class RuleCase:
    """A reaction and what the rules found; each rule runs once, for any number of settings."""

    def __init__(self, comment: Comment, known: rules.RuleContext):
        self.comment, self.known, self.text = comment, known, comment.text
        self._found: dict[str, str | None] = {}

    def judged(self, modes: dict[str, str]) -> RuleJudgement:
        if self.comment.role != Comment.Role.READER:
            return RuleJudgement(Verdict.APPROVE, "team")
        for rule in MODERATION_RULES:
            mode = modes.get(rule.name, rule.mode)
            holds = rule.verdict(mode) == Verdict.HOLD
            if mode == Mode.OFF or (holds and self._passes(rule)):
                continue
            if (found := self.ask(rule)) is not None:
                return RuleJudgement(rule.verdict(mode), rule.name, found)
        if self._is_trusted:
            return RuleJudgement(Verdict.APPROVE, "trust")
        return self._policy

    def _passes(self, rule: ModerationRule) -> bool:
        return not rule.even_trusted and self._is_trusted

    @cached_property
    def _is_trusted(self) -> bool:
        return self.known.sanctions(self.comment).is_trusted

    def take_over(self, other: "RuleCase") -> None:
        """Reuse what another case found on the same text."""
        self._found.update(other._found)

    def ask(self, rule: ModerationRule) -> str | None:
        if rule.name not in self._found:
            self._found[rule.name] = rule.check(self.comment, self.known)
        return self._found[rule.name]

    @cached_property
    def _policy(self) -> RuleJudgement:
        return policy_judgement(self.comment)


def effective_rule_modes(article: Article) -> dict[str, str]:
    """Return the modes of rules that were set for this article or for the site."""
    rows = RuleSetting.objects.filter(Q(article=None) | Q(article=article))
    # The article's own settings last: they override the site's.
    in_order = sorted(rows, key=lambda setting: setting.article_id is not None)
    return {setting.rule: setting.mode for setting in in_order}


def own_rule_modes(article: Article | None) -> dict[str, str]:
    """Return the modes that were set for this article alone, or for the site if it is None."""
    return dict(RuleSetting.objects.filter(article=article).values_list("rule", "mode"))


def policy_judgement(comment: Comment) -> RuleJudgement:
    """Return the verdict of the article's or the site's policy, for what no rule held."""
    if rules.is_unproven_guest(comment):
        return RuleJudgement(Verdict.HOLD, "guest")
    match comment.article.effective_policy:
        case Article.Policy.PUBLISH:
            return RuleJudgement(Verdict.APPROVE, "policy")
        case Article.Policy.FIRST_TIME:
            if Comment.objects.approved_before(comment):
                return RuleJudgement(Verdict.APPROVE, "policy")
            return RuleJudgement(Verdict.HOLD, "first_time")
        case _unknown:  # also for a misspelt setting: nothing is published by mistake
            return RuleJudgement(Verdict.HOLD, "policy")
