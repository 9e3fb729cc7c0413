"""Whose account it is: theirs who can read its mail."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import email_confirmed
from allauth.account.stages import EmailVerificationStage, LoginStageController
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver

from accounts import actions


@receiver(email_confirmed)
def forget_unproven_ways_in(request, email_address, **kwargs) -> None:
    """Drop the ways in of whoever signed up with an address that another turns out to read.

    Someone may sign up with your address and a password or a login elsewhere of theirs, and wait.
    When you then come in with a mailed code, the account is yours, and must not open for those.
    """
    at_sign_up = LoginStageController.enter(request, EmailVerificationStage.key)
    if at_sign_up or request.user.is_authenticated:
        return
    actions.forget_ways_in(email_address.user)


@receiver(authenticator_added)
def just_shown(request, user, authenticator, **kwargs) -> None:
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
