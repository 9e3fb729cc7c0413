"""Ownership of an account by its verified address: theirs who can read its mail."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import email_confirmed
from allauth.account.stages import EmailVerificationStage, LoginStageController
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver

from accounts import actions
from accounts.models import SECOND_STEPS


@receiver(email_confirmed)
def remove_unproven_login_methods(request, email_address, **kwargs) -> None:
    """Drop the ways in of whoever signed up with an address that another turns out to read.

    Someone may sign up with your address and a password or a login elsewhere of theirs, and wait.
    When you then come in with a mailed code, the account is yours, and must not open for those.
    """
    at_sign_up = LoginStageController.enter(request, EmailVerificationStage.key)
    if at_sign_up or request.user.is_authenticated:
        return
    actions.remove_login_methods(email_address.user)


@receiver(authenticator_added)
def end_sessions_without_second_step(request, user, authenticator, **kwargs) -> None:
    """Sign out every other browser when the first second step is there.

    Whoever came in by a stolen mailbox before would else stay in, now with all that the step opens.
    """
    steps = user.authenticator_set.filter(type__in=SECOND_STEPS)
    if authenticator.type in SECOND_STEPS and steps.count() == 1:
        actions.end_all_sessions(user, but=request.session.session_key)


@receiver(authenticator_added)
def record_fresh_authentication(request, user, authenticator, **kwargs) -> None:
    """Whoever just made a passkey, or typed the app's code, need not do so again to go on."""
    if request.user.is_authenticated:
        record_authentication(
            request,
            user,
            "mfa",
            id=authenticator.pk,
            type=authenticator.type,
            reauthenticated=True,
        )
