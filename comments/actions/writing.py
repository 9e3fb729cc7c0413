"""Actions of a writer on a reaction. Each is one transaction."""

import uuid
from copy import copy
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import has_team_badge
from articles.models import Article
from articles.permissions import is_author
from comments import judging, live, tasks
from comments.actions.open_reports import close_reports
from comments.actions.shared import (
    Status,
    WrongState,
    add_revision,
    affected_comments,
    latest_revision,
    lock_thread,
    push_new_versions,
    reload_comment,
)
from comments.actions.verdicts import apply_rules
from comments.actions.words import add_words, index_words
from comments.models import Comment, Report
from comments.questions import asks
from common import names
from common.events import publish_event
from common.html.safe import SafeText
from common.similarity import text_fingerprint


@dataclass(frozen=True)
class CommentWriter:
    """A writer: a member, or a guest with a name and an address."""

    name: str
    email: str = ""
    user: User | None = None
    # Guests only: send a mail when someone answers.
    wants_answers: bool = False

    @classmethod
    def member(cls, user: User) -> "CommentWriter":
        return cls(name=user.name, user=user)

    def role_under(self, article: Article) -> str:
        if self.user and is_author(self.user, article):
            return Comment.Role.AUTHOR
        if self.user and has_team_badge(self.user):
            return Comment.Role.EDITOR
        return Comment.Role.READER


def submit_comment(
    article: Article,
    writer: CommentWriter,
    *,
    text: SafeText,
    key: uuid.UUID,
    language: str,
    parent: Comment | None = None,
    confirm_first: bool = False,
    signs: dict | None = None,
) -> Comment:
    """Save a new reaction. If it was sent before under the same `key`, return the first."""
    now = timezone.now()
    comment = Comment(
        article=article,
        parent=parent,
        user=writer.user,
        name=names.tidy_line(writer.name),
        affiliation=writer.user.affiliation if writer.user else "",
        email=writer.email.strip().lower(),
        wants_answers=writer.wants_answers,
        role=writer.role_under(article),
        language=language,
        key=key,
        text=text.markdown,
        html=text.html,
        asks=asks(text.html),
        signs=signs or {},
        fingerprint=text_fingerprint(text.markdown),
        status=Status.UNCONFIRMED if confirm_first else Status.PENDING,
        held_at=None if confirm_first else now,
        created_at=now,
    )
    asked = None if confirm_first else judging.ask_slow_rules(comment)
    with transaction.atomic():
        lock_thread(article)
        if first := _save_once(comment):
            return first
        add_revision(comment, text)
        add_words(comment)
        if confirm_first:
            tasks.send_confirmation.enqueue(comment.pk)
        else:
            apply_rules(comment, asked)
    return comment


def _save_once(comment: Comment) -> Comment | None:
    """Save a new reaction and return None, or return the first if this one was sent again.

    It was sent again if key, article, writer, parent and text are the same. A different reaction
    under a used key (a form reached with the back button, or somebody else's key) is saved under a
    key derived from it, so that sending that twice gives one reaction too.
    """

    def what(one: Comment, words: str) -> str:
        return repr((one.article_id, one.user_id, one.email, one.parent_id, words))

    same = what(comment, comment.text)
    while True:
        try:
            with transaction.atomic():
                comment.save(force_insert=True)
        except IntegrityError:
            first = Comment.objects.filter(key=comment.key).first()
            if first is None:
                raise
            if same == what(first, first.revisions.get(number=1).text):
                return first
            comment.key = uuid.uuid5(comment.key, same)
            comment.pk = None
        else:
            return None


def confirm_comment(comment: Comment) -> Comment:
    """Confirm the guest's address and apply the rules.

    A reaction written while the debate was open counts even if it closed before the mail was
    read. Raises `WrongState` the second time, and if the article is no longer public.
    """
    asked = judging.ask_slow_rules(comment)
    with transaction.atomic():
        lock_thread(comment.article)
        if not Article.objects.published().filter(pk=comment.article_id).exists():
            raise WrongState
        now = timezone.now()
        confirmed = Comment.objects.filter(pk=comment.pk, status=Status.UNCONFIRMED).update(
            status=Status.PENDING, held_at=now, confirmed_at=now
        )
        if not confirmed:
            raise WrongState
        comment = reload_comment(comment)
        apply_rules(comment, asked)
    return comment


def revise_comment(comment: Comment, text: SafeText) -> Comment:
    """Replace the text. A public text stays public until the new one has passed the rules."""
    prints, asked = text_fingerprint(text.markdown), None
    if comment.is_published:
        candidate = copy(comment)
        candidate.text, candidate.html = text.markdown, text.html
        asked = judging.ask_slow_rules(candidate)
    with transaction.atomic():
        lock_thread(comment.article)
        comment = reload_comment(comment)
        if comment.status not in (Status.UNCONFIRMED, Status.PENDING, Status.PUBLISHED):
            raise WrongState
        if text.markdown == latest_revision(comment).text:
            return comment
        comment.revision += 1
        comment.fingerprint = prints
        add_revision(comment, text)
        if comment.is_published:
            comment.save(update_fields=["revision", "fingerprint"])
            apply_rules(comment, asked)
        else:
            comment.text, comment.html, comment.asks = text.markdown, text.html, asks(text.html)
            comment.save(update_fields=["revision", "fingerprint", "text", "html", "asks"])
            if comment.status == Status.PENDING:
                live.push_queue_changed()
        index_words([comment.pk])
    return comment


def withdraw_comment(comment: Comment) -> Comment:
    """Withdraw a reaction by its writer. Raises `WrongState` if it is withdrawn or refused."""
    with transaction.atomic():
        lock_thread(comment.article)
        comment = reload_comment(comment)
        if comment.status not in (Status.UNCONFIRMED, Status.PENDING, Status.PUBLISHED):
            raise WrongState
        comment.status, comment.held_at = Status.WITHDRAWN, None
        comment.save(update_fields=["status", "held_at"])
        close_reports(comment, Report.Status.OUTDATED)
        if comment.was_public:
            publish_event("changed", comment.pk)
            push_new_versions([comment.pk, *affected_comments(comment)], comment.article)
        live.push_queue_changed()
    return comment
