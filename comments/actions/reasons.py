"""The statement of reasons: created with each refusal, and shown to its writer alone."""

from django.utils import translation
from django.utils.translation import gettext

from comments import moderation_rules
from comments.actions import mails
from comments.models import Comment, Decision, Statement

Status, Scope = Comment.Status, Statement.Scope
SCOPES = {
    Status.REJECTED: Scope.NOT_PUBLISHED,
    Status.PUBLISHED: Scope.EDIT_REFUSED,
    Status.REMOVED: Scope.REMOVED,
}


def create_statement(decision: Decision, before: Comment) -> Statement:
    """Create the statement in the decision's transaction; `before` is the reaction until then."""
    by_machine = decision.by_id is None
    found = before.held_at is not None and before.held_rule in moderation_rules.RULE_TITLES
    with translation.override(before.language):
        statement = Statement.objects.create(
            decision=decision,
            scope=SCOPES[decision.to_status],
            ground=_basis_text(decision),
            facts=_facts(decision),
            found_by_machine=by_machine or found,
            decided_by_machine=by_machine,
            reported=before.reported_at is not None,
        )
    if before.proven_address:
        mails.send_statement.enqueue(statement.pk)
    return statement


def _basis_text(decision: Decision) -> str:
    if rule := decision.house_rule:
        return gettext("House rule %(n)d: %(title)s") % {"n": rule.number, "title": rule.title}
    return decision.law


def _facts(decision: Decision) -> str:
    if not decision.rule:
        return decision.note
    title = moderation_rules.RULE_TITLES.get(decision.rule, decision.rule)
    return gettext("Detected automatically: %(what)s.") % {"what": title}
