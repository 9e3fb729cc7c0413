"""Moderation actions on members' accounts."""

from django.conf import settings
from django.db import transaction

from accounts import actions
from accounts.models import User
from common import email
from moderation import audit_log


@transaction.atomic
def reset_second_step(user: User, by: User) -> bool:
    """Remove a lost second step and mail the member. Return False if there is none."""
    if not actions.remove_second_step(user):
        return False
    audit_log.record("second_step_reset", audit_log.member_subject(user.pk), by=by)
    # Not in a task: the command reports if the mail was sent, and can be repeated.
    email.send_templated_mail(
        "second_step_reset", user.email, {"contact": settings.CONTACT_EMAIL}, user.language
    )
    return True
