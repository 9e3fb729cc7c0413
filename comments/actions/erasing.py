"""Erasure of the writer of a reaction and, if they want, of its text.

What was public keeps its place and its number, so that answers to it still make sense. Decisions
stay for the statistics, without any text.
"""

import secrets

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from accounts.identity import Identity
from comments import live, render
from comments.actions.inviting import erase_invitations as forget_invitations
from comments.actions.learning import relearn_all_decisions
from comments.actions.open_reports import close_reports
from comments.actions.shared import (
    Status,
    affected_comments,
    lock_thread,
    push_new_versions,
    reload_comment,
)
from comments.actions.words import index_words
from comments.models import Batch, Comment, Decision, LastLook, Lesson, Objection, Report, Statement
from comments.personal_data import reports_sent_by


def erase_comment(comment: Comment, *, keep: bool) -> None:
    """Erase the writer of a reaction, and its text too unless it is public and `keep` is true."""
    with transaction.atomic():
        lock_thread(comment.article)
        comment = reload_comment(comment)
        if comment.status == Status.UNCONFIRMED:
            comment.delete()
            return
        changed = [comment.pk, *affected_comments(comment)] if comment.was_public else []
        forget_invitations(comment)
        if comment.was_public:
            # Replies show the name of the writer that they answer.
            replies = Comment.objects.published().filter(parent=comment)
            changed = list(dict.fromkeys([*changed, *replies.values_list("pk", flat=True)]))
            render.drop_cached_fragments(changed)
        if not (keep and comment.is_published):
            _erase_words(comment)
        else:
            _erase_former_texts(comment)
        _erase_writer(comment)
        index_words([comment.pk])
        if not comment.is_published:
            close_reports(reload_comment(comment), Report.Status.OUTDATED)
        if changed:
            push_new_versions(changed, comment.article)
        live.push_queue_changed()


def _erase_writer(comment: Comment) -> None:
    with translation.override(comment.language):
        comment.name = gettext("Deleted user")
    comment.user, comment.email, comment.affiliation = None, "", ""
    # An author's badge under their own article would reveal who it was.
    comment.role = Comment.Role.READER
    comment.signs, comment.held_at = {}, None
    comment.save()
    comment.decisions.update(note="")
    # The note of a batch went to all its writers; the others keep it in their statements.
    under_way = (Batch.Status.WAITING, Batch.Status.RUNNING)
    said = Batch.objects.filter(items__comment=comment).exclude(status__in=under_way)
    said.update(note="")
    Statement.objects.filter(decision__comment=comment).update(facts="")
    objections = Objection.objects.filter(statement__decision__comment=comment)
    objections.update(text="", answer="")


def _erase_words(comment: Comment) -> None:
    comment.text = comment.html = ""
    comment.fingerprint = None
    if comment.status != Status.REMOVED:
        comment.status = Status.WITHDRAWN
    comment.revisions.update(text="", html="")
    Lesson.objects.filter(comment=comment).delete()


def _erase_former_texts(comment: Comment) -> None:
    """Erase all texts but the public one."""
    Lesson.objects.filter(comment=comment).exclude(revision=comment.shown_revision).delete()
    comment.revisions.exclude(number=comment.shown_revision).delete()
    comment.revision = comment.shown_revision


def erase_last_seen(address: str) -> None:
    """Erase the time of a guest's last visit; a member's is deleted with the account."""
    LastLook.objects.filter(Identity(None, address).rows()).delete()


def erase_reports(user, address: str) -> None:
    """Erase the sender and text of reports; the reports and their outcome stay for statistics."""
    for report in reports_sent_by(user, address).exclude(status=Report.Status.UNCONFIRMED):
        report.user, report.name, report.email, report.text = None, "", "", ""
        report.reporter = secrets.token_hex(32)
        report.save()
    reports_sent_by(user, address).delete()


def erase_revision_texts(revisions) -> None:
    """Erase texts that were never public; their refusals stay for the statistics."""
    with transaction.atomic():
        pks = set(revisions.values_list("comment_id", flat=True))
        revisions.update(text="", html="")
        Comment.objects.filter(pk__in=pks).update(text="", html="", fingerprint=None)
        index_words(pks)
        Lesson.objects.filter(comment__in=pks).delete()
        Objection.objects.filter(statement__decision__comment__in=pks).update(text="", answer="")
        Statement.objects.filter(decision__comment__in=pks).update(facts="")
        Decision.objects.filter(comment__in=pks).update(note="")
    relearn_all_decisions()
