"""What the worker does for a reaction, outside the request and outside the article's lock."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from comments import tokens
from comments.models import Comment
from common import email

log = logging.getLogger(__name__)

ATTEMPTS = 8  # waiting 1, 2, 4 … 64 minutes in between: about two hours in all


@task()
def send_confirmation(comment_pk: int, attempt: int = 1) -> None:
    """Mail a guest the link that confirms their reaction."""
    comment = (
        Comment.objects.select_related("article")
        .filter(pk=comment_pk, status=Comment.Status.UNCONFIRMED)
        .first()
    )
    if comment is None:
        return
    context = {
        "comment": comment,
        "link": tokens.link(comment),
        "hours": settings.COMMENTS_CONFIRM_HOURS,
    }
    try:
        email.send("confirm", comment.email, context, comment.language)
    except (SMTPException, OSError) as error:
        if attempt >= ATTEMPTS:
            raise
        log.warning("Mail for reaction %s failed (%s); trying again", comment_pk, error)
        later = timezone.now() + timedelta(minutes=2 ** (attempt - 1))
        send_confirmation.using(run_after=later).enqueue(comment_pk, attempt + 1)
