"""Filters for the templates of mails."""

from django import template

from common.html.plain_text import html_excerpt, html_to_text

register = template.Library()


@register.filter
def excerpt(safe: str, length: int) -> str:
    """Return the beginning of a comment, as one line of plain text."""
    return html_excerpt(safe, length)


@register.filter
def plain_text(safe: str) -> str:
    """Return safe HTML as the plain text of a mail."""
    return html_to_text(safe)
