"""Template filters for rules."""

from django import template

from comments import findings
from comments.judging import RuleJudgement
from comments.models import Decision
from comments.moderation_rules import RULE_TITLES

register = template.Library()


@register.filter
def rule_title(name: str) -> str:
    """Return the title of a rule, or its name if it no longer exists."""
    return RULE_TITLES.get(name, name)


@register.filter
def in_words(decision: Decision | RuleJudgement) -> str:
    """Describe the rule behind a decision, and what it found."""
    return findings.describe_finding(decision.rule, decision.note)


@register.filter
def per_cent(share: float | None) -> str:
    """Format a share from 0 to 1 as a percentage, or as a dash if there is none."""
    return "–" if share is None else f"{100 * share:.0f} %"
