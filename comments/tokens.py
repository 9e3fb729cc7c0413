"""The signed links by which a guest shows that an address is theirs."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from accounts.signed_links import find_signed_row, sign_row
from comments.models import Comment, Invitation, Report
from common.email import absolute_url

_SALT = "comments.confirm"
_REPORT_SALT = "comments.report"
_INVITATION_SALT = "comments.invitation"


def confirmation_link(comment: Comment) -> str:
    token = sign_row(comment, comment.email, _SALT)
    with translation.override(comment.language):
        return absolute_url(reverse("confirm", args=[token]))


def comment_from_token(token: str) -> Comment | None:
    """Return the reaction of a signed link, or None for a link that we did not make."""
    comments = Comment.objects.select_related("article", "parent", "user")
    return find_signed_row(comments, token, _SALT)


def report_link(report: Report) -> str:
    token = sign_row(report, report.email, _REPORT_SALT)
    with translation.override(report.language):
        return absolute_url(reverse("confirm_report", args=[token]))


def report_from_token(token: str) -> Report | None:
    """Return the notice of a signed link, or None for a link that we did not make."""
    return find_signed_row(Report.objects.select_related("comment__article"), token, _REPORT_SALT)


def invitation_link(asked: Invitation) -> str:
    """Return the URL where a writer answers: a member's page, or a guest's signed link."""
    comment = asked.comment
    with translation.override(comment.language):
        if comment.user_id:
            return absolute_url(reverse("invitation", args=[asked.pk]))
        token = sign_row(asked, comment.email, _INVITATION_SALT)
        return absolute_url(reverse("invitation_by_link", args=[token]))


def invitation_from_token(token: str) -> Invitation | None:
    """Return the invitation of a signed link.

    None for a link that we did not make, or to an address that the reaction no longer has.
    """
    return find_signed_row(Invitation.objects.whole(), token, _INVITATION_SALT, owner="comment__")


def is_confirmation_expired(written: Comment | Report) -> bool:
    """Return True if it is too late to confirm: COMMENTS_CONFIRM_HOURS after it was written."""
    age = timezone.now() - written.created_at
    return age.total_seconds() > settings.COMMENTS_CONFIRM_HOURS * 3600
