"""The audit log of what the team and the rules did. Entries are added, never changed."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation.models import AuditEntry

# The verbs to filter the audit log by. Add every new verb here.
VERBS = {
    "approve": _("reaction approved"),
    "hold": _("reaction held"),
    "reject": _("reaction rejected or removed"),
    "keep_reported": _("reported reaction left as it is"),
    "claim": _("reaction looked at"),
    "batch_given": _("many decided on together"),
    "batch_cancelled": _("decision on many cancelled"),
    "batch_undone": _("decision on many undone"),
    "import": _("reactions imported"),
    "taken_over": _("reaction of a guest taken over as a member"),
    "objection_granted": _("objection granted"),
    "objection_dismissed": _("objection dismissed"),
    "measure": _("measure taken"),
    "lift": _("measure lifted"),
    "note": _("note made"),
    "note_removed": _("note removed"),
    "rule": _("rule set"),
    "flood_switch": _("proof of work for guests switched"),
    "rule_added": _("house rule added"),
    "rule_changed": _("house rule changed"),
    "rule_retired": _("house rule retired"),
    "rule_reinstated": _("house rule reinstated"),
    "canned_added": _("canned reason added"),
    "canned_changed": _("canned reason changed"),
    "canned_removed": _("canned reason removed"),
    "role_given": _("role given"),
    "role_taken": _("role taken"),
    "member_added": _("member added in the administration"),
    "member_changed": _("member changed in the administration"),
    "erased": _("person erased"),
    "newsletter_word": _("word written for the newsletter"),
    "newsletter_order": _("exchange moved in the newsletter"),
    "newsletter_left_out": _("exchange left out of the newsletter"),
    "newsletter_put_back": _("exchange put back in the newsletter"),
    "newsletter_cancelled": _("newsletter cancelled"),
    "newsletter_scheduled": _("newsletter scheduled again"),
    "newsletter_sent": _("newsletter sent"),
    "newsletter_empty": _("newsletter without content, not sent"),
    "bulletin_begun": _("bulletin begun"),
    "bulletin_changed": _("published bulletin changed"),
    "bulletin_published": _("bulletin published"),
    "bulletin_withdrawn": _("bulletin withdrawn"),
    "bulletin_mailed": _("bulletin mailed"),
    "invited": _("writer invited to make a piece of a reaction"),
    "invitation_accepted": _("writer agreed to a piece made of a reaction"),
    "invitation_declined": _("writer declined a piece made of a reaction"),
    "invitation_taken_back": _("writer took back the consent to a piece"),
    "invitation_called_back": _("invitation to make a piece called back"),
    "dossier_shown": _("dossier shown to readers"),
    "dossier_hidden": _("dossier taken from readers"),
    "concluded": _("conclusions written"),
    "conclusions_removed": _("conclusions removed"),
    "front_given": _("piece chosen to open the front page"),
    "front_freed": _("front page given back to the newest piece"),
    "list_added": _("added to a list"),
    "list_removed": _("removed from a list"),
    "second_step_reset": _("second step reset"),
}


def record(verb: str, subject: str, *, by: User | None = None, **details) -> None:
    """Add an entry, in the transaction of the action that it records.

    `details` must name no person and quote no text, since an entry can never be removed.
    """
    AuditEntry.objects.create(
        verb=verb, subject=subject, actor=by.pk if by else None, details=details
    )


def comment_subject(pk: int) -> str:
    return f"comment:{pk}"


def batch_subject(pk: int) -> str:
    return f"batch:{pk}"


def sanction_subject(pk: int) -> str:
    return f"measure:{pk}"


def member_subject(pk: int) -> str:
    return f"member:{pk}"


def note_subject(pk: int) -> str:
    return f"note:{pk}"


def rule_subject(name: str) -> str:
    return f"rule:{name}"


def newsletter_subject(date: str) -> str:
    return f"newsletter:{date}"


def bulletin_subject(pk: int) -> str:
    return f"bulletin:{pk}"


def list_subject(name: str) -> str:
    return f"list:{name}"


def article_subject(pk: int) -> str:
    return f"article:{pk}"
