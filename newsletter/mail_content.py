"""An issue as a mail."""

from django.urls import reverse
from django.utils import translation

from common import email
from newsletter import content
from notifications.models import Issue


def compose_sent(pk: int, language: str, footing: dict) -> email.MailContent | None:
    """Compose an issue for one subscriber."""
    return compose_issue(Issue.objects.get(pk=pk), language, footing)


def compose_issue(
    issue: Issue, language: str, footing: dict | None = None, *, test: bool = False
) -> email.MailContent | None:
    """Compose an issue from what is public now; return None if nothing is."""
    with translation.override(language):
        found = content.issue_content(issue, language)
        if found.is_empty:
            return None
        context = {
            "issue": issue,
            "content": found,
            "test": test,
            "page": _issue_url(issue),
            **(footing or {}),
        }
        return email.render_mail_content("newsletter", context, language)


def _issue_url(issue: Issue) -> str:
    """Return the public URL of the issue; empty before it is sent."""
    if issue.number is None:
        return ""
    return email.absolute_url(reverse("newsletter_issue", args=[issue.number]))
