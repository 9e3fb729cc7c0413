"""The notices of sanctions that a writer gets before they write.

A member sees them at the form, a guest only behind the mailed link: at the form anyone can type
another's address, and would learn of the sanctions on it.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from accounts.identity import Person
from articles.models import Article
from comments.actions import CommentWriter
from comments.judging import effective_rule_modes
from comments.models import Comment, RuleSetting
from moderation import actions as house_actions
from moderation import sanctions
from moderation.models import Measure


@dataclass(frozen=True)
class SanctionNotice:
    """The notice of sanctions to a writer under one article."""

    person: Person
    status: sanctions.SanctionStatus
    refused: Measure | None = None  # no reaction is accepted now
    held: Measure | None = None  # every reaction waits for a moderator
    contact: str = ""

    @property
    def warnings(self) -> list[Measure]:
        return [] if self.refused else self.status.warnings

    def read(self, request: HttpRequest) -> bool:
        """Mark the ticked warnings as read; return True if no warning is left."""
        wanted = {str(warning.pk) for warning in self.warnings}
        said = wanted & set(request.POST.getlist("read"))
        if said:
            house_actions.mark_warnings_read(map(int, said), self.person)
        return said == wanted

    def __bool__(self) -> bool:
        return bool(self.refused or self.held or self.warnings)


def member_sanction_notice(user, article: Article) -> SanctionNotice | None:
    """Return the notice to a member; None for a visitor who is not signed in."""
    return _notice(CommentWriter.member(user), article) if user.is_authenticated else None


def guest_sanction_notice(comment: Comment) -> SanctionNotice:
    """Return the notice to a guest; show it only behind the link mailed to their address."""
    return _notice(CommentWriter(name=comment.name, email=comment.email), comment.article)


def _notice(writer: CommentWriter, article: Article) -> SanctionNotice:
    person = Person.of_row(writer)
    status = sanctions.sanction_status(person)
    # Most writers have no sanctions and need no further query.
    if not status or writer.role_under(article) != Comment.Role.READER:
        return SanctionNotice(person, sanctions.SanctionStatus())
    modes = effective_rule_modes(article)
    refused = held = None
    if modes.get("suspended", RuleSetting.Mode.REJECT) != RuleSetting.Mode.OFF:
        refused = status.suspension
    if modes.get("measure", RuleSetting.Mode.HOLD) != RuleSetting.Mode.OFF:
        held = status.held
    if refused and modes.get("suspended") == RuleSetting.Mode.HOLD:
        refused, held = None, refused
    return SanctionNotice(person, status, refused, held, settings.CONTACT_EMAIL)
