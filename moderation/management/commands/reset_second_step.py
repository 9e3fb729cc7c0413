from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.permissions import is_administrator
from moderation import actions


class Command(BaseCommand):
    help = (
        "Remove the authenticator app, passkeys and recovery codes of an account whose owner lost "
        "them, and end its sessions. First make sure that the owner is asking."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("email", help="the email address of the account")
        parser.add_argument(
            "--by",
            required=True,
            help="your own email address, as an administrator, for the audit log",
        )

    def handle(self, *, email: str, by: str, **options) -> None:
        user = self._account(email)
        administrator = self._account(by)
        if not is_administrator(administrator):
            raise CommandError(f"{by} is not an administrator.")
        if not actions.reset_second_step(user, by=administrator):
            raise CommandError(f"{email} does not use two-step verification.")
        self.stdout.write(
            f"Two-step verification of {email} was reset, and the owner was notified by email."
        )

    @staticmethod
    def _account(email: str) -> User:
        try:
            return User.objects.get_by_natural_key(email)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no account with the address {email}.") from error
