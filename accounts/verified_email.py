"""Ownership of an account: it belongs to the person who can read the mail of its address."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import email_confirmed
from allauth.account.stages import EmailVerificationStage, LoginStageController
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver

from accounts import actions
from accounts.models import SECOND_STEPS


@receiver(email_confirmed)
def remove_unproven_login_methods(request, email_address, **kwargs) -> None:
    """Drop the login methods of a sign-up with someone else's address.

    An attacker may sign up with your address and their own password or external login, and wait.
    When you then sign in with a mailed code, the account is yours, and theirs must not open it.
    """
    at_sign_up = LoginStageController.enter(request, EmailVerificationStage.key)
    if at_sign_up or request.user.is_authenticated:
        return
    actions.remove_login_methods(email_address.user)


@receiver(authenticator_added)
def end_sessions_without_second_step(request, user, authenticator, **kwargs) -> None:
    """Sign out every other browser when the first second step is set up.

    Otherwise an intruder who came in by a stolen mailbox would stay signed in, with all the
    permissions that the second step gives.
    """
    steps = user.authenticator_set.filter(type__in=SECOND_STEPS)
    if authenticator.type in SECOND_STEPS and steps.count() == 1:
        actions.end_all_sessions(user, but=request.session.session_key)


@receiver(authenticator_added)
def record_fresh_authentication(request, user, authenticator, **kwargs) -> None:
    """Count setting up a passkey or app as an authentication, so that it is not asked again."""
    if request.user.is_authenticated:
        record_authentication(
            request,
            user,
            "mfa",
            id=authenticator.pk,
            type=authenticator.type,
            reauthenticated=True,
        )
