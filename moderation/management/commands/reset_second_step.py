from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.permissions import is_administrator
from moderation import actions


class Command(BaseCommand):
    help = (
        "Forget the app, the passkeys and the recovery codes of an account whose owner lost them, "
        "and end its sessions. First be sure that it is the owner who asks."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("email", help="the address of the account")
        parser.add_argument(
            "--by", required=True, help="your own address, as an administrator: it is recorded"
        )

    def handle(self, *, email: str, by: str, **options) -> None:
        user = self._account(email)
        administrator = self._account(by)
        if not is_administrator(administrator):
            raise CommandError(f"{by} is no administrator.")
        if not actions.reset_second_step(user, by=administrator):
            raise CommandError(f"{email} has no second step.")
        self.stdout.write(f"{email} signs in without a second step now, and was told so by mail.")

    @staticmethod
    def _account(email: str) -> User:
        try:
            return User.objects.get_by_natural_key(email)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no account with the address {email}.") from error
