"""The page of the audit log: all that the team and the rules did."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import for_moderators
from accounts.models import User
from accounts.permissions import may_set_rules
from common.paging import keyset_page
from common.params import parse_number
from desk import audit_labels
from desk.audit_log import AuditSearch
from moderation.audit_log import VERBS
from moderation.models import AuditEntry
from moderation.permissions import readable_audit_entries

PAGE_SIZE = 50
SUBJECT_URL_NAMES = {
    "batch": "batch",
    "comment": "judge",
    "dossier": "edit_dossier",
    "measure": "of_measure",
}


@for_moderators
@require_safe
def audit_log_page(request: HttpRequest) -> HttpResponse:
    """Show a page of the audit log: to editors all of it, to moderators their own actions."""
    search = AuditSearch.read(request.GET)
    found = search.entries(readable_audit_entries(request.user))
    page = keyset_page(found, ("-pk",), request.GET.get("na", ""), PAGE_SIZE)
    people = User.objects.in_bulk({entry.actor for entry in page.rows if entry.actor})
    for entry in page.rows:
        entry.by = people.get(entry.actor)
        entry.label = VERBS.get(entry.verb, entry.verb)
        entry.link = _subject_url(entry)
        entry.facts = audit_labels.audit_entry_details(entry)
        entry.about = audit_labels.audit_entry_subject(entry)
    sees_all = may_set_rules(request.user)
    context = {
        "search": search,
        "verbs": VERBS.items(),
        "people": _team_members() if sees_all else [],
        "entries": page.rows,
        "next": search.query(page.next) if page.next else "",
        "is_first_page": "na" not in request.GET,
        "sees_all": sees_all,
    }
    return render(request, "desk/audit_log.html", context)


def _team_members():
    return User.objects.team_members().order_by("name").only("name")


def _subject_url(entry: AuditEntry) -> str:
    """Return the URL of the subject of the entry; empty if it has no page."""
    kind, _colon, name = entry.subject.partition(":")
    if kind in SUBJECT_URL_NAMES and (pk := parse_number(name)):
        return reverse(SUBJECT_URL_NAMES[kind], args=[pk])
    if kind in ("house_rule", "canned_reason"):
        return reverse("house")
    if kind == "rule":
        return reverse("rules")
    if kind == "list" and name in ("words", "domains"):
        return reverse(name)
    return ""
