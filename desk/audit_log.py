"""Searches in the audit log."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from common.params import parse_number
from moderation.audit_log import VERBS
from moderation.models import AuditEntry


@dataclass(frozen=True)
class AuditSearch:
    """A search in the audit log, as the query string of the page gives it."""

    verb: str = ""
    actor: str = ""  # the key of a member, or "regels" for what no person did
    subject: str = ""

    RULES = "regels"

    @classmethod
    def read(cls, query: QueryDict) -> "AuditSearch":
        actor = query.get("wie", "")
        return cls(
            verb=verb if (verb := query.get("wat", "")) in VERBS else "",
            actor=actor if actor == cls.RULES or parse_number(actor) else "",
            subject=query.get("waarover", "")[:60].strip(),
        )

    def query(self, after: int | str = "") -> str:
        values = {"wat": self.verb, "wie": self.actor, "waarover": self.subject, "na": after}
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def entries(self, readable: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """Return the readable entries that match."""
        entries = readable
        if self.verb:
            entries = entries.filter(verb=self.verb)
        if self.actor:
            entries = entries.filter(actor=None if self.actor == self.RULES else int(self.actor))
        if self.subject:
            entries = entries.filter(subject=self.subject)
        return entries
