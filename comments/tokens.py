"""The signed links by which a guest shows that an address is theirs."""

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from comments.models import Comment, Report
from common.email import absolute

_SALT = "comments.confirm"
_REPORT_SALT = "comments.report"


def link(comment: Comment) -> str:
    token = signing.dumps([comment.pk, comment.email], salt=_SALT)
    with translation.override(comment.language):
        return absolute(reverse("confirm", args=[token]))


def read(token: str) -> Comment | None:
    """The reaction that a link speaks of, or None for a link that we did not make."""
    try:
        pk, email = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    comments = Comment.objects.select_related("article", "parent", "user")
    # With the address it had; taken over by a member, it has none.
    return comments.filter(Q(email=email) | Q(user__isnull=False), pk=pk).first()


def report_link(report: Report) -> str:
    token = signing.dumps([report.pk, report.email], salt=_REPORT_SALT)
    with translation.override(report.language):
        return absolute(reverse("confirm_report", args=[token]))


def read_report(token: str) -> Report | None:
    """The notice that a link speaks of, or None for a link that we did not make."""
    try:
        pk, email = signing.loads(token, salt=_REPORT_SALT)
    except (signing.BadSignature, ValueError):
        return None
    reports = Report.objects.select_related("comment__article")
    return reports.filter(pk=pk, email=email).first()


def is_expired(written: Comment | Report) -> bool:
    """Whether it is too late to confirm: some days after the writing."""
    age = timezone.now() - written.created_at
    return age.total_seconds() > settings.COMMENTS_CONFIRM_HOURS * 3600
