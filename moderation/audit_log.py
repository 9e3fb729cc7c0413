"""The audit log of what the team and the rules did. Entries are added, never changed."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation.models import AuditEntry

# The verbs to filter the audit log by. Add every new verb here.
VERBS = {
    "approve": _("reaction approved"),
    "hold": _("reaction held"),
    "reject": _("reaction rejected or removed"),
    "keep_reported": _("report dismissed, reaction kept"),
    "claim": _("reaction viewed"),
    "batch_given": _("bulk decision made"),
    "batch_cancelled": _("bulk decision cancelled"),
    "batch_undone": _("bulk decision undone"),
    "import": _("reactions imported"),
    "taken_over": _("guest reaction claimed by a member"),
    "objection_granted": _("appeal granted"),
    "objection_dismissed": _("appeal rejected"),
    "measure": _("sanction imposed"),
    "lift": _("sanction lifted"),
    "note": _("note added"),
    "note_removed": _("note removed"),
    "rule": _("rule configured"),
    "flood_switch": _("proof of work for guests changed"),
    "rule_added": _("house rule added"),
    "rule_changed": _("house rule edited"),
    "rule_retired": _("house rule retired"),
    "rule_reinstated": _("house rule restored"),
    "canned_added": _("canned reason added"),
    "canned_changed": _("canned reason edited"),
    "canned_removed": _("canned reason removed"),
    "role_given": _("role assigned"),
    "role_taken": _("role removed"),
    "member_added": _("member added in the admin site"),
    "member_changed": _("member edited in the admin site"),
    "erased": _("person erased"),
    "newsletter_word": _("editor's note written for the newsletter"),
    "newsletter_order": _("conversation moved in the newsletter"),
    "newsletter_left_out": _("conversation left out of the newsletter"),
    "newsletter_put_back": _("conversation restored in the newsletter"),
    "newsletter_cancelled": _("newsletter cancelled"),
    "newsletter_scheduled": _("newsletter rescheduled"),
    "newsletter_sent": _("newsletter sent"),
    "newsletter_empty": _("newsletter without content, not sent"),
    "bulletin_begun": _("bulletin created"),
    "bulletin_changed": _("published bulletin edited"),
    "bulletin_published": _("bulletin published"),
    "bulletin_withdrawn": _("bulletin withdrawn"),
    "bulletin_mailed": _("bulletin emailed"),
    "invited": _("writer invited to turn a reaction into an article"),
    "invitation_accepted": _("writer agreed to an article based on a reaction"),
    "invitation_declined": _("writer declined an article based on a reaction"),
    "invitation_taken_back": _("writer withdrew consent to an article"),
    "invitation_called_back": _("invitation to write an article withdrawn"),
    "dossier_shown": _("dossier published"),
    "dossier_hidden": _("dossier unpublished"),
    "concluded": _("conclusions written"),
    "conclusions_removed": _("conclusions removed"),
    "front_given": _("article featured on the front page"),
    "front_freed": _("article no longer featured on the front page"),
    "list_added": _("added to a list"),
    "list_removed": _("removed from a list"),
    "second_step_reset": _("two-step verification reset"),
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
