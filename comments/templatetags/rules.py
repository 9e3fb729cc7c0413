"""Rules in templates."""

from django import template

from comments.moderation import TITLES

register = template.Library()


@register.filter
def rule_title(name: str) -> str:
    """What a rule is called; the name itself for one that is no more."""
    return TITLES.get(name, name)
