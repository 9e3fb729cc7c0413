"""Apply a verdict to a reaction, with all that follows from it."""

from copy import copy

from django.utils import timezone

from accounts.models import User
from comments import judging, live, moderation_rules
from comments.actions.learning import schedule_learning
from comments.actions.open_reports import close_reports, overturn_reports, reopen_reports
from comments.actions.reasons import create_statement
from comments.actions.shared import (
    Status,
    Verdict,
    latest_revision,
    latest_text_fields,
    publication_fields,
    push_comment_change,
)
from comments.actions.words import index_words
from comments.models import Comment, Decision, Report
from common.events import publish_event
from moderation.audit_log import comment_subject, record
from moderation.basis import DecisionBasis


def apply_rules(comment: Comment, asked: judging.RuleCase | None = None) -> None:
    """Let the rules decide on the latest revision, and apply their verdict.

    `asked` is the result of `judging.ask_slow_rules`, which ran before the article was locked.
    """
    latest = latest_revision(comment)
    candidate = copy(comment)
    candidate.text, candidate.html = latest.text, latest.html
    judgement = judging.judge_comment(candidate, asked)
    ground = {}
    match judgement.verdict:
        case Verdict.APPROVE:
            publish = latest_text_fields if comment.is_published else publication_fields
            fields = publish(comment)
        case Verdict.REJECT:
            category = moderation_rules.rule_category(judgement.rule)
            ground = DecisionBasis.for_category(category).as_fields()
            fields = {"held_at": None}
            if not comment.is_published:
                fields["status"] = Status.REJECTED
        case _:
            fields = {"held_at": comment.held_at or timezone.now(), "held_rule": judgement.rule}
    apply_verdict(
        comment, judgement.verdict, fields, rule=judgement.rule, note=judgement.note, **ground
    )


def apply_verdict(
    comment: Comment,
    verdict: str,
    fields: dict,
    *,
    by: User | None = None,
    undone: Decision | None = None,
    **more,
) -> None:
    """Set the `fields` that a verdict changes, save the decision, and do all that follows from it.

    Call it on a fresh reaction whose thread is locked. Without `by` the rules decided. `undone` is
    the decision that this verdict undoes; `more` are other fields of the new decision.
    """
    before = copy(comment)
    for name, value in fields.items():
        setattr(comment, name, value)
    comment.save(update_fields=list(fields))
    if "text" in fields:
        index_words([comment.pk])
    if by and before.held_at:
        # The reaction does not keep the time and the rule of the hold.
        more |= {"held_since": before.held_at, "held_rule": before.held_rule}
    decision = Decision.objects.create(
        comment=comment,
        revision=comment.revision,
        verdict=verdict,
        by=by,
        from_status=before.status,
        to_status=comment.status,
        **more,
    )
    if verdict == Verdict.REJECT:
        create_statement(decision, before)
    if comment.status == Status.REMOVED:
        comment.removal = decision
        comment.save(update_fields=["removal"])
    _record_decision(decision)
    _publish_decision(decision)
    if by:
        schedule_learning()
    if undone is None:
        _settle_reports(before, comment)
    elif comment.is_published:
        reopen_reports(comment, since=undone.created_at)
    push_comment_change(before, comment)
    live.push_queue_changed()


def _record_decision(decision: Decision) -> None:
    if decision.by:
        rule = decision.house_rule
        more = {
            "reason": decision.reason,
            "house_rule": rule.number if rule else None,
            "was": decision.from_status,
        }
    else:
        # Leave out the rule's finding: it may quote the text.
        more = {"rule": decision.rule}
    record(
        decision.verdict,
        comment_subject(decision.comment_id),
        by=decision.by,
        revision=decision.revision,
        **more,
        became=decision.to_status,
    )


def _publish_decision(decision: Decision) -> None:
    if decision.verdict == Verdict.HOLD:
        if not decision.by:
            publish_event("held", decision.pk)
    elif decision.by or decision.verdict == Verdict.REJECT:
        # Not for the rules' approval: the writer saw the reaction appear.
        publish_event("decided", decision.pk)


def _settle_reports(before: Comment, after: Comment) -> None:
    """Close or overturn the reports on the public text, as the decision implies."""
    match before.status, after.status:
        case Status.PUBLISHED, Status.REMOVED:
            close_reports(after, Report.Status.UPHELD)
        case Status.REMOVED, Status.PUBLISHED:
            overturn_reports(after)
        case _ if after.shown_revision != before.shown_revision:
            close_reports(after, Report.Status.OUTDATED)
