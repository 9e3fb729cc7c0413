"""The signed links by which a guest shows that an address is theirs."""

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from comments.models import Comment, Invitation, Report
from common.email import absolute_url

_SALT = "comments.confirm"
_REPORT_SALT = "comments.report"
_INVITATION_SALT = "comments.invitation"


def confirmation_link(comment: Comment) -> str:
    token = signing.dumps([comment.pk, comment.email], salt=_SALT)
    with translation.override(comment.language):
        return absolute_url(reverse("confirm", args=[token]))


def comment_from_token(token: str) -> Comment | None:
    """Return the reaction of a signed link, or None for a link that we did not make."""
    try:
        pk, email = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    comments = Comment.objects.select_related("article", "parent", "user")
    # The address must be unchanged; a reaction that a member claimed has none.
    return comments.filter(Q(email=email) | Q(user__isnull=False), pk=pk).first()


def report_link(report: Report) -> str:
    token = signing.dumps([report.pk, report.email], salt=_REPORT_SALT)
    with translation.override(report.language):
        return absolute_url(reverse("confirm_report", args=[token]))


def report_from_token(token: str) -> Report | None:
    """Return the notice of a signed link, or None for a link that we did not make."""
    try:
        pk, email = signing.loads(token, salt=_REPORT_SALT)
    except (signing.BadSignature, ValueError):
        return None
    reports = Report.objects.select_related("comment__article")
    return reports.filter(pk=pk, email=email).first()


def invitation_link(asked: Invitation) -> str:
    """Return the URL where a writer answers: a member's page, or a guest's signed link."""
    comment = asked.comment
    with translation.override(comment.language):
        if comment.user_id:
            return absolute_url(reverse("invitation", args=[asked.pk]))
        token = signing.dumps([asked.pk, comment.email], salt=_INVITATION_SALT)
        return absolute_url(reverse("invitation_by_link", args=[token]))


def invitation_from_token(token: str) -> Invitation | None:
    """Return the invitation of a signed link.

    None for a link that we did not make, or to an address that the reaction no longer has.
    """
    try:
        pk, email = signing.loads(token, salt=_INVITATION_SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = Invitation.objects.whole().filter(pk=pk)
    # A reaction that a member claimed has no address: they answer signed in.
    return found.filter(Q(comment__email=email) | Q(comment__user__isnull=False)).first()


def is_confirmation_expired(written: Comment | Report) -> bool:
    """Return True if it is too late to confirm: COMMENTS_CONFIRM_HOURS after it was written."""
    age = timezone.now() - written.created_at
    return age.total_seconds() > settings.COMMENTS_CONFIRM_HOURS * 3600
