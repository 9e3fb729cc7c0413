"""Labels for the names that audit log entries store."""

from django.utils.translation import gettext_lazy as _

from accounts import roles
from comments.models import Comment, RuleSetting
from comments.moderation_rules import POLICY_TITLES, RULE_TITLES
from moderation.models import AuditEntry, Category, Measure

DETAIL_LABELS = {
    "revision": _("text"),
    "was": _("from"),
    "became": _("to"),
    "rule": _("rule"),
    "house_rule": _("house rule"),
    "reason": _("reason"),
    "categories": _("reasons"),
    "article": _("article"),
    "reports": _("reports"),
    "kind": _("kind"),
    "days": _("days"),
    "verdict": _("decision"),
    "size": _("reactions"),
    "count": _("count"),
    "objection": _("appeal"),
    "role": _("role"),
    "exchange": _("reaction"),
    "steps": _("positions moved"),
    "number": _("number"),
    "fields": _("fields"),
}
SUBJECT_LABELS = {
    "comment": _("reaction"),
    "batch": _("bulk decision"),
    "measure": _("sanction"),
    "note": _("note"),
    "rule": _("rule"),
    "house_rule": _("house rule"),
    "canned_reason": _("canned reason"),
    "list": _("list"),
    "article": _("article"),
    "member": _("member"),
    "newsletter": _("newsletter"),
    "bulletin": _("bulletin"),
    "dossier": _("dossier"),
}
_VERDICTS = {"approve": _("approved"), "reject": _("rejected")}
_LISTS = {"words": _("watched words"), "domains": _("blocked domains")}
_RULES = RULE_TITLES | dict(POLICY_TITLES)
# Statuses and modes of rules share no name, so one table can hold both. Kinds of sanctions have a
# table of their own, since "hold" is also a mode.
_STATES = dict(Comment.Status.choices) | dict(RuleSetting.Mode.choices)
_VALUES = {
    "was": _STATES,
    "became": _STATES,
    "rule": _RULES,
    "reason": dict(Category.choices),
    "kind": dict(Measure.Kind.choices),
    "verdict": _VERDICTS,
    "role": roles.TITLES,
}


def audit_entry_details(entry: AuditEntry) -> list[tuple[object, object]]:
    """Return the labelled details of the entry, without the empty ones."""
    return [
        (DETAIL_LABELS.get(name, name), _detail_in_words(name, value))
        for name, value in entry.details.items()
        if value not in ("", None, [])
    ]


def _detail_in_words(name: str, value: object) -> object:
    if isinstance(value, list):
        return ", ".join(str(_detail_in_words("reason", one)) for one in value)
    return _VALUES.get(name, {}).get(value, value) if isinstance(value, str) else value


def audit_entry_subject(entry: AuditEntry) -> str:
    """Return the labelled subject of the entry, with its key as it is stored."""
    kind, _colon, name = entry.subject.partition(":")
    named = (_RULES if kind == "rule" else _LISTS).get(name, name)
    return f"{SUBJECT_LABELS.get(kind, kind)} {named}".strip()
