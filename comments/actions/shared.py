"""Shared by the actions: locking the thread, judging a text, giving it its place, publishing it.

Every verb takes the article's row first and the reaction's after it, always in that order, so that
two of them wait for each other and never for ever.
"""

from copy import copy

from django.utils import timezone

from articles.models import Article
from comments import live, paths, rule_engine
from comments.actions.open_reports import close_reports
from comments.actions.reasons import create_statement
from comments.models import Comment, CommentQuerySet, Decision, Report, Revision
from comments.questions import asks
from common.events import publish_event
from moderation.audit_log import comment_subject, record
from moderation.basis import DecisionBasis

Status = Comment.Status
Verdict = Decision.Verdict


class WrongState(Exception):
    """The reaction is in no state for this: too late to edit, already withdrawn and the like."""


def lock_thread(article: Article) -> None:
    """Take the article's row until the commit: one change of a thread at a time."""
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)


def reload_comment(comment: Comment) -> Comment:
    return Comment.objects.select_related("article", "parent", "user").get(pk=comment.pk)


def latest_revision(comment: Comment) -> Revision:
    return comment.revisions.get(number=comment.revision)


def add_revision(comment: Comment, text: str, safe: str) -> None:
    Revision.objects.create(comment=comment, number=comment.revision, text=text, html=safe)


def apply_rules(comment: Comment, asked: rule_engine.RuleCase | None = None) -> None:
    """Let the rules decide on the latest revision, and do as they say.

    `asked` is what `moderation.ahead` found before the article was held.
    """
    latest = latest_revision(comment)
    candidate = copy(comment)
    candidate.text, candidate.html = latest.text, latest.html
    judgement = rule_engine.judge_comment(candidate, asked)
    before = copy(comment)
    ground = {}
    match judgement.verdict:
        case Verdict.APPROVE:
            fields = (
                latest_text_fields(comment) if comment.is_published else publication_fields(comment)
            )
        case Verdict.REJECT:
            ground = DecisionBasis.for_category(
                rule_engine.rule_category(judgement.rule)
            ).as_fields()
            fields = {"held_at": None}
            if not comment.is_published:
                fields["status"] = Status.REJECTED
        case _:
            fields = {
                "held_at": comment.held_at or timezone.now(),
                "held_rule": judgement.rule,
            }
    live.push_queue_changed()
    for name, value in fields.items():
        setattr(comment, name, value)
    comment.save(update_fields=list(fields))
    decision = Decision.objects.create(
        comment=comment,
        revision=comment.revision,
        verdict=judgement.verdict,
        rule=judgement.rule,
        note=judgement.note,
        **ground,
        from_status=before.status,
        to_status=comment.status,
    )
    if judgement.verdict == Verdict.REJECT:
        create_statement(decision, before)
    # Not what was found: that may be a word of the text.
    record(
        judgement.verdict,
        comment_subject(comment.pk),
        revision=comment.revision,
        rule=judgement.rule,
        became=comment.status,
    )
    # Let through at once, its writer saw it happen.
    if event := {Verdict.HOLD: "held", Verdict.REJECT: "decided"}.get(judgement.verdict):
        publish_event(event, decision.pk)
    if comment.shown_revision != before.shown_revision:
        close_reports(comment, Report.Status.OUTDATED)
    push_comment_change(before, comment)


def publication_fields(comment: Comment) -> dict:
    """Publish: a number, and a place in the thread under what it answers."""
    tick = comment.article.tick(new=1)
    parent_path = comment.parent.path if comment.parent else ""
    return {
        "status": Status.PUBLISHED,
        "held_at": None,
        "number": tick.number,
        "path": paths.path_under(parent_path, tick.last),
        "version": tick.last,
        "published_at": timezone.now(),
        "shown_revision": comment.revision,
    }


def latest_text_fields(comment: Comment) -> dict:
    latest = latest_revision(comment)
    return {
        "text": latest.text,
        "html": latest.html,
        "asks": asks(latest.html),
        "shown_revision": latest.number,
        "edited_at": latest.created_at,
        "held_at": None,
        "version": comment.article.tick().last,
    }


def push_comment_change(before: Comment, after: Comment) -> None:
    """Show everyone with the article open what this change did to the thread."""
    if after.was_public and not before.was_public:
        publish_event("published", after.pk)
    elif after.was_public and _public_state(after) != _public_state(before):
        publish_event("changed", after.pk)
    if after.version != before.version:
        live.push_comments(after.article, [after.pk])
        # A reaction that left without a trace has a tombstone again once an answer to it is public.
        if not before.was_public and (tombstones := tombstones_above(after)):
            push_new_versions(list(tombstones.values_list("pk", flat=True)), after.article)
    elif after.status != before.status and after.was_public:
        push_new_versions([after.pk, *affected_comments(after)], after.article)


def _public_state(comment: Comment) -> tuple[str, int | None]:
    return comment.status, comment.shown_revision


def affected_comments(comment: Comment) -> list[int]:
    """Return the other comments that look different when one leaves its place or comes back to it.

    Its replies name it, and a tombstone above it stands only while something under it is public.
    """
    replies = Comment.objects.published().filter(article=comment.article_id, parent=comment)
    return list((replies | tombstones_above(comment)).values_list("pk", flat=True))


def tombstones_above(comment: Comment) -> CommentQuerySet:
    above = Comment.objects.filter(
        article=comment.article_id, path__in=paths.ancestor_paths(comment.path)
    )
    return above.exclude(status=Status.PUBLISHED)


def push_new_versions(pks: list[int], article: Article) -> None:
    """Give each of these a version of its own, in order, and show them."""
    tick = article.tick(changes=len(pks))
    for version, pk in enumerate(pks, start=tick.first):
        Comment.objects.filter(pk=pk).update(version=version)
    live.push_comments(article, pks)
