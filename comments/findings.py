"""Descriptions of rule findings, for moderators."""

from django.utils.translation import gettext_lazy as _

_DESCRIPTIONS = {
    "suspended": _("suspended writer"),
    "suspended ban": _("banned writer"),
    "measure": _("all reactions by this writer are held"),
    "trust": _("trusted writer"),
    "honeypot": _("a hidden field was filled in"),
    "too_fast": _("sent %(found)s seconds after the form was opened"),
    "too_fast ": _("sent without opening the form"),
    "flood": _("%(found)s in a minute"),
    "proof_of_work": _("no proof of work during a flood of guest reactions"),
    "blocked_domain": _("blocked domain %(found)s"),
    "watched_word": _("watched word “%(found)s”"),
    "links": _("too many links (%(found)s)"),
    "repetition": _("almost the same as another"),
    "length": _("%(found)s characters"),
    "shouting": _("shouting (%(found)s)"),
    "often_rejected": _("writer often rejected lately (%(found)s)"),
    "learned": _("similar to what moderators rejected (%(found)s certain)"),
    "first_time": _("first reaction by this writer"),
    "guest": _("guest without a confirmed address"),
    "policy": _("the setting of this article"),
    "team": _("author or editor"),
    "import": _("imported as waiting"),
}


def describe_finding(rule: str, found: str) -> str:
    """Describe what a rule found; give its bare name for one that no longer exists."""
    words = _DESCRIPTIONS.get(f"{rule} {found}") or _DESCRIPTIONS.get(rule)
    return words % {"found": found} if words else rule
