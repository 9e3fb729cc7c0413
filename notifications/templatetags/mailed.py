"""Filters for the templates of mails."""

from django import template

from common import html

register = template.Library()


@register.filter
def excerpt(safe: str, length: int) -> str:
    """The beginning of a reaction, in one line of plain text."""
    return html.html_excerpt(safe, length)


@register.filter
def plain_text(safe: str) -> str:
    """Safe HTML as the text of a mail."""
    return html.html_to_text(safe)
