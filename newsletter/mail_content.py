"""An issue as a mail."""

from django.urls import reverse
from django.utils import translation

from common import email
from newsletter import content
from notifications.models import Issue


def compose_sent(pk: int, language: str, footing: dict) -> email.Letter | None:
    """Write an issue for one of its readers."""
    return compose(Issue.objects.get(pk=pk), language, footing)


def compose(
    issue: Issue, language: str, footing: dict | None = None, *, test: bool = False
) -> email.Letter | None:
    """Write an issue of what is public now; nothing when nothing of it is."""
    with translation.override(language):
        found = content.of(issue, language)
        if found.is_empty:
            return None
        context = {
            "issue": issue,
            "content": found,
            "test": test,
            "page": _page(issue),
            **(footing or {}),
        }
        return email.compose("newsletter", context, language)


def _page(issue: Issue) -> str:
    """Where everyone can read it."""
    if issue.number is None:
        return ""
    return email.absolute(reverse("newsletter_issue", args=[issue.number]))
