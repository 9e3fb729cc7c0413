"""A mail backend that prints only the text of mails: their HTML would bury the links."""

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend as ConsoleBackend

RULE = "-" * 79


class EmailBackend(ConsoleBackend):
    def write_message(self, message: EmailMessage) -> None:
        head = f"To: {', '.join(message.to)}\nSubject: {message.subject}"
        self.stream.write(f"{RULE}\n{head}\n\n{message.body.strip()}\n{RULE}\n")
