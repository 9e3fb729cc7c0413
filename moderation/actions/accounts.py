"""The verbs of the house about accounts of the team."""

from django.conf import settings
from django.db import transaction

from accounts import actions
from accounts.models import User
from common import email
from moderation import audit_log


@transaction.atomic
def reset_second_step(user: User, by: User) -> bool:
    """Let someone who lost their second step start anew, and tell them. False if there is none."""
    if not actions.remove_second_step(user):
        return False
    audit_log.record("second_step_reset", audit_log.member_subject(user.pk), by=by)
    # By itself and at once: the command says whether it went out, and can be given again.
    email.send_templated_mail(
        "second_step_reset", user.email, {"contact": settings.CONTACT_EMAIL}, user.language
    )
    return True
