"""Worker tasks for a reaction."""

from django.conf import settings

from comments import tokens
from comments.models import Comment
from common import email


@email.mail_task
def send_confirmation(comment_pk: int) -> None:
    """Mail a guest the link that confirms their reaction."""
    comment = (
        Comment.objects.select_related("article")
        .filter(pk=comment_pk, status=Comment.Status.UNCONFIRMED)
        .first()
    )
    if comment is None or tokens.is_confirmation_expired(comment):
        return
    context = {
        "comment": comment,
        "link": tokens.confirmation_link(comment),
        "hours": settings.COMMENTS_CONFIRM_HOURS,
    }
    email.send_templated_mail("confirm", comment.email, context, comment.language)
