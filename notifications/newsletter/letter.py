"""An issue as a mail."""

from django.urls import reverse
from django.utils import translation

from common import email
from notifications.issue import Issue
from notifications.newsletter import content


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
