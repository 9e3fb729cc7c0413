"""A real SMTP server on a port of its own, which a test can make fail."""

import email
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.site import MAILS, free_port


class MailServer:
    """Keeps what it accepted, in order. `refuse` answers each recipient, or lets it pass."""

    def __init__(self, refuse: Callable[[str], str | None] = lambda address: None):
        self.refuse = refuse
        self.accepted: list[tuple[str, EmailMessage]] = []
        self.connections = self.asked = 0
        self.before_accepting: Callable[[], None] = lambda: None
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> "MailServer":
        self.controller.start()
        return self

    def __exit__(self, *_) -> None:
        self.controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_EHLO(self, server: SMTP, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        self.asked += 1
        if answer := self.refuse(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.before_accepting()
        mail = email.message_from_bytes(envelope.content, policy=MAILS)
        self.accepted += [(address, mail) for address in envelope.rcpt_tos]
        return "250 Accepted"

    def times(self) -> Counter:
        """Return the number of times that each mail was accepted, by its Message-ID."""
        return Counter(mail["Message-ID"] for _, mail in self.accepted)
