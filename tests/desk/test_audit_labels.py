"""The record as people read it, in the language of the page."""

from django.utils.translation import override

from desk import audit_labels
from moderation.models import AuditEntry


def in_dutch(entry: AuditEntry) -> tuple[str, dict[str, str]]:
    with override("nl"):
        facts = {str(name): str(value) for name, value in audit_labels.audit_entry_details(entry)}
        return audit_labels.audit_entry_subject(entry), facts


def test_a_rejection_is_told_in_words():
    entry = AuditEntry(
        verb="reject",
        subject="comment:7",
        details={"was": "pending", "became": "rejected", "reason": "spam", "house_rule": None},
    )
    assert in_dutch(entry) == (
        "reactie 7",
        {"was": "wacht op een moderator", "werd": "afgewezen", "reden": "Reclame of spam"},
    )


def test_a_rule_and_a_list_go_by_their_names():
    rule = AuditEntry(
        verb="rule", subject="rule:watched_word", details={"was": None, "became": "off"}
    )
    assert in_dutch(rule) == ("regel Een signaalwoord", {"werd": "uit"})
    assert in_dutch(AuditEntry(subject="list:words"))[0] == "lijst signaalwoorden"


def test_what_nobody_gave_words_to_is_shown_as_it_is_kept():
    entry = AuditEntry(subject="comet:1", details={"tail": "long", "categories": ["spam", "odd"]})
    assert in_dutch(entry) == ("comet 1", {"tail": "long", "redenen": "Reclame of spam, odd"})
