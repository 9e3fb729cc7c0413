import io
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.urls import reverse

from accounts import roles
from accounts.models import User
from debate.demo import loader, server

ROLE_ABILITIES = {
    roles.ADMINISTRATORS: "gives and takes roles, at {roles}",
    roles.EDITORS: "moderates, and writes and publishes articles at {desk}",
    roles.MODERATORS: "judges the reactions that wait, at {queue}",
    roles.AUTHORS: "writes at {desk}, and answers under an article as its author",
}

# The first prints whole mails, the second only their text.
CONSOLE_BACKEND = "django.core.mail.backends.console.EmailBackend"
TEXT_ONLY_BACKEND = "debate.demo.mails.EmailBackend"

NO_TWO_STEP = (
    "Moderators need no two-step verification here, as they do elsewhere; try TWO_STEP=true."
)


class Command(BaseCommand):
    help = "Load the demo debates if they are missing, and serve the site on this machine."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-server", action="store_true", help="only load the debates")
        parser.add_argument(
            "--force",
            action="store_true",
            help="run even if others can reach this site, although the passwords are public",
        )

    def handle(self, *, port: int, no_server: bool, force: bool, verbosity: int, **options) -> None:
        is_ours = server.is_loopback(settings.SITE_URL)
        if not is_ours and not force:
            raise CommandError(
                f"This is the site at {settings.SITE_URL}, and the demo's moderators have a "
                "password that everyone knows. Use --force if that is what you want."
            )
        if verbosity == 0:
            # `make dev` starts this command again at each change; print nothing then.
            self.stdout = OutputWrapper(io.StringIO())
        if no_server:
            self._load()
            return
        if is_ours:
            server.restart_with_port(port)
        try:
            listener = server.listen_on_port(port)
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} cannot be used ({getattr(error, 'strerror', None) or error}); "
                f"choose another, such as --port {port + 1}, or make demo PORT={port + 1}."
            ) from error
        if settings.EMAIL_BACKEND == CONSOLE_BACKEND:
            settings.EMAIL_BACKEND = TEXT_ONLY_BACKEND
        with listener:
            self._load()
            self._introduce()
            server.serve_demo(listener)
        self.stdout.write("\nThe demo has ended. Its data is kept for the next time.")

    def _load(self) -> None:
        call_command("migrate", verbosity=0, interactive=False, skip_checks=False)
        self.stdout.write("Loading the demo debates… ", ending="")
        self.stdout.flush()
        start = time.monotonic()
        loaded = loader.load_demo()
        seconds = time.monotonic() - start
        self.stdout.write(
            f"{loaded.articles} article{'s' if loaded.articles != 1 else ''} with "
            f"{loaded.comments} reactions, and {loaded.unpublished} unpublished, "
            f"in {seconds:.1f} s."
            if loaded.articles
            else "already loaded; later changes are kept."
        )

    def _introduce(self) -> None:
        site = settings.SITE_URL
        mails = (
            "appear here, below, without their HTML"
            if settings.EMAIL_BACKEND == TEXT_ONLY_BACKEND
            else f"are sent by {settings.EMAIL_HOST or settings.EMAIL_BACKEND}"
        )
        accounts = loader.demo_users()
        width = max((len(user.email) for user in accounts), default=0)
        people = [
            f"  {user.email:{width}}  {user.name} {_describe_abilities(user)}" for user in accounts
        ]
        lines = [
            "",
            f"Weerwoord runs at {site}/  (in English: {site}/en/)",
            f"Sign in at       {site}{reverse('account_login')}",
            f"Password for all: {loader.PASSWORD}  (unless you changed it); choose",
            "“Liever aanmelden met een wachtwoord” (“Sign in with a password instead”).",
            "",
            *people,
            "",
            f"Guests need no account. Emails {mails}. Ctrl-C ends the demo.",
            *([] if settings.TWO_STEP else [NO_TWO_STEP]),
            "",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def _describe_abilities(user: User) -> str:
    places = {name: reverse(name) for name in ("queue", "roles")}
    places["desk"] = reverse("writing_desk")
    can = [text.format(**places) for role, text in ROLE_ABILITIES.items() if role in user.roles]
    return "; ".join(can) or "reads and reacts"
