"""The verbs of a reaction: the only place that writes one. Each is one transaction.

Every verb takes the article's row first and the reaction's after it, always in that order, so that
two of them wait for each other and never for ever.
"""

import uuid
from copy import copy
from dataclasses import dataclass
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import speaks_for_the_site
from articles.models import Article
from articles.permissions import is_author
from comments import live, moderation, tasks, thread
from comments.models import (
    BlockedDomain,
    Comment,
    CommentQuerySet,
    Decision,
    Revision,
    RuleSetting,
    WatchedWord,
)
from common import html, names
from common.similarity import fingerprint

Status = Comment.Status
Verdict = Decision.Verdict


@dataclass(frozen=True)
class Writer:
    """Who writes: a member, or a guest with a name and an address."""

    name: str
    email: str = ""
    user: User | None = None

    @classmethod
    def member(cls, user: User) -> "Writer":
        return cls(name=user.name, user=user)

    def role_under(self, article: Article) -> str:
        if self.user and is_author(self.user, article):
            return Comment.Role.AUTHOR
        if self.user and speaks_for_the_site(self.user):
            return Comment.Role.EDITOR
        return Comment.Role.READER


class Seen(NamedTuple):
    """What someone had before them when they decided. A decision on anything else is refused."""

    status: str
    revision: int
    held: bool

    @classmethod
    def of(cls, comment: Comment) -> "Seen":
        return cls(comment.status, comment.revision, comment.held_at is not None)


class Conflict(Exception):
    """The reaction is no longer what was decided on; `decision` says who came first, if anyone."""

    def __init__(self, comment: Comment, decision: Decision | None):
        super().__init__(comment.pk)
        self.comment = comment
        self.decision = decision


class NotNow(Exception):
    """The reaction is in no state for this: too late to edit, already withdrawn and the like."""


# --- By the writer -------------------------------------------------------------------------------


def submit(
    article: Article,
    writer: Writer,
    *,
    text: str,
    key: uuid.UUID,
    language: str,
    parent: Comment | None = None,
    confirm_first: bool = False,
    signs: dict | None = None,
) -> Comment:
    """Write a reaction. Sent twice under one `key` it is one, and the first is returned.

    Raises `html.TooComplex` for text that cannot be made safe within bounds.
    """
    now = timezone.now()
    comment = Comment(
        article=article,
        parent=parent,
        user=writer.user,
        name=names.clean(writer.name),
        affiliation=writer.user.affiliation if writer.user else "",
        email=writer.email.strip().lower(),
        role=writer.role_under(article),
        language=language,
        key=key,
        text=text,
        html=html.from_typed(text),
        signs=signs or {},
        fingerprint=fingerprint(text),
        status=Status.UNCONFIRMED if confirm_first else Status.PENDING,
        held_at=None if confirm_first else now,
        created_at=now,
    )
    with transaction.atomic():
        _hold(article)
        if first := _save_once(comment):
            return first
        _add_revision(comment, text, comment.html)
        if confirm_first:
            tasks.send_confirmation.enqueue(comment.pk)
        else:
            _judge(comment)
    return comment


def _save_once(comment: Comment) -> Comment | None:
    """Save a new reaction, or give back the first if this is the same one, sent again.

    The same is: under one key, by one writer, in answer to the same, with the same words. Others
    under a used key (from a form out of the back button, or with somebody else's key) are a
    reaction of their own, whose key follows from that, so that sent twice they too are one.
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


def confirm(comment: Comment) -> Comment:
    """The guest's address is theirs: on to the rules. Raises `NotNow` the second time."""
    with transaction.atomic():
        _hold(comment.article)
        now = timezone.now()
        confirmed = Comment.objects.filter(pk=comment.pk, status=Status.UNCONFIRMED).update(
            status=Status.PENDING, held_at=now, confirmed_at=now
        )
        if not confirmed:
            raise NotNow
        comment = _fresh(comment)
        _judge(comment)
    return comment


def edit(comment: Comment, text: str) -> Comment:
    """Replace the text. What is public stays public until the new text has passed the rules."""
    safe, prints = html.from_typed(text), fingerprint(text)
    with transaction.atomic():
        _hold(comment.article)
        comment = _fresh(comment)
        if comment.status not in (Status.UNCONFIRMED, Status.PENDING, Status.PUBLISHED):
            raise NotNow
        if text == _latest(comment).text:
            return comment
        comment.revision += 1
        comment.fingerprint = prints
        _add_revision(comment, text, safe)
        if comment.is_published:
            comment.save(update_fields=["revision", "fingerprint"])
            _judge(comment)
        else:
            comment.text, comment.html = text, safe
            comment.save(update_fields=["revision", "fingerprint", "text", "html"])
            if comment.status == Status.PENDING:
                live.queue_changed()
    return comment


def withdraw(comment: Comment) -> Comment:
    """Take one's own words back. Raises `NotNow` when there is nothing to take back."""
    with transaction.atomic():
        _hold(comment.article)
        comment = _fresh(comment)
        if comment.status not in (Status.UNCONFIRMED, Status.PENDING, Status.PUBLISHED):
            raise NotNow
        was_published, was_held = comment.is_published, comment.held_at is not None
        comment.status, comment.held_at = Status.WITHDRAWN, None
        comment.save(update_fields=["status", "held_at"])
        if was_published:
            _tell_all([comment.pk, *_neighbours(comment)], comment.article)
        if was_held:
            live.queue_changed()
    return comment


# --- By a moderator ------------------------------------------------------------------------------


def decide(
    comment: Comment, verdict: str, *, by: User, seen: Seen, reason: str = "", note: str = ""
) -> Comment:
    """Approve or reject what was `seen`. Raises `Conflict` when it is no longer that.

    Approving publishes, restores, or lets an edit through; rejecting refuses what never was public,
    refuses an edit while the earlier text stays, or removes what is public.
    """
    with transaction.atomic():
        _hold(comment.article)
        before = _fresh(comment)
        fields = _decided(before, verdict)
        unchanged = Comment.objects.filter(
            pk=comment.pk,
            status=seen.status,
            revision=seen.revision,
            held_at__isnull=not seen.held,
        )
        if fields is None or not unchanged.update(**fields):
            first = before.decisions.exclude(by=None).filter(revision=seen.revision).last()
            raise Conflict(before, first)
        comment = _fresh(comment)
        Decision.objects.create(
            comment=comment,
            revision=seen.revision,
            verdict=verdict,
            by=by,
            reason=reason,
            note=note,
            from_status=seen.status,
            to_status=comment.status,
        )
        _tell_difference(before, comment)
        if seen.held:
            live.queue_changed()
    return comment


def verdicts(comment: Comment) -> tuple[str, ...]:
    """What a moderator can decide about a reaction as it is now."""
    match comment.status:
        case Status.PENDING:
            return (Verdict.APPROVE, Verdict.REJECT)
        case Status.PUBLISHED:
            return (Verdict.APPROVE, Verdict.REJECT) if comment.held_at else (Verdict.REJECT,)
        case Status.REJECTED | Status.REMOVED:
            return (Verdict.APPROVE,)
    return ()


def _decided(comment: Comment, verdict: str) -> dict | None:
    """What a decision changes; None where there is nothing to decide."""
    match comment.status, verdict:
        case Status.PENDING | Status.REJECTED, Verdict.APPROVE:
            return _first_place(comment)
        case Status.PENDING, Verdict.REJECT:
            return {"status": Status.REJECTED, "held_at": None}
        case Status.PUBLISHED, Verdict.APPROVE if comment.held_at:
            return _latest_text(comment)
        case Status.PUBLISHED, Verdict.REJECT if comment.held_at:
            return {"held_at": None}
        case Status.PUBLISHED, Verdict.REJECT:
            return {"status": Status.REMOVED}
        case Status.REMOVED, Verdict.APPROVE:
            return {"status": Status.PUBLISHED}
    return None


# --- From elsewhere ------------------------------------------------------------------------------


def place_imported(article: Article, comments: list[Comment]) -> None:
    """Save reactions of another site, published or held, with the dates and in the order they have.

    What one answers stands in the thread already or is among them. Nobody is told of each: whoever
    has the article open is told by its version.
    """
    public = [comment for comment in comments if comment.status == Status.PUBLISHED]
    with transaction.atomic():
        tick = article.tick(changes=len(public), new=len(public))
        for comment in comments:
            comment.article = article
            comment.held_at = None if comment.is_published else timezone.now()
        for place, comment in enumerate(public):
            comment.version = tick.first + place
            comment.number = tick.number - len(public) + 1 + place
            comment.shown_revision = comment.revision
        # Level by level: a path needs its parent's, and a row its parent's key.
        waiting = comments
        while waiting:
            level = [c for c in waiting if c.parent is None or c.parent.pk]
            for comment in level:
                if comment.is_published:
                    above = comment.parent.path if comment.parent else ""
                    comment.path = thread.path_under(above, comment.version)
            Comment.objects.bulk_create(level)
            waiting = [comment for comment in waiting if comment.pk is None]
        Revision.objects.bulk_create(
            Revision(
                comment=c, number=c.revision, text=c.text, html=c.html, created_at=c.created_at
            )
            for c in comments
        )
        Decision.objects.bulk_create(
            Decision(
                comment=c,
                revision=c.revision,
                verdict=Verdict.APPROVE if c.is_published else Verdict.HOLD,
                rule="import",
                from_status=Status.PENDING,
                to_status=c.status,
            )
            for c in comments
        )
        if len(public) < len(comments):
            live.queue_changed()


# --- By an editor --------------------------------------------------------------------------------


@transaction.atomic
def set_rules(modes: dict[str, str], article: Article | None = None) -> None:
    """What each rule does from now on; under an article, what is not named is left to the site."""
    RuleSetting.objects.filter(article=article).delete()
    RuleSetting.objects.bulk_create(
        RuleSetting(rule=rule, article=article, mode=mode) for rule, mode in modes.items()
    )


def watch(words: list[str]) -> int:
    """Add words to the list, and say how many were new."""
    return _add(WatchedWord, (WatchedWord(word=word) for word in words))


def unwatch(words: list[str]) -> None:
    WatchedWord.objects.filter(word__in=words).delete()


def block(domains: list[str]) -> int:
    """Add domains to the list, and say how many were new."""
    return _add(BlockedDomain, (BlockedDomain(domain=domain) for domain in domains))


def unblock(domains: list[str]) -> None:
    BlockedDomain.objects.filter(domain__in=domains).delete()


@transaction.atomic
def _add(model, rows) -> int:
    before = model.objects.count()
    model.objects.bulk_create(rows, ignore_conflicts=True)
    return model.objects.count() - before


# --- What the verbs share ------------------------------------------------------------------------


def _hold(article: Article) -> None:
    """Take the article's row until the commit: one change of a thread at a time."""
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)


def _fresh(comment: Comment) -> Comment:
    return Comment.objects.select_related("article", "parent", "user").get(pk=comment.pk)


def _latest(comment: Comment) -> Revision:
    return comment.revisions.get(number=comment.revision)


def _add_revision(comment: Comment, text: str, safe: str) -> None:
    Revision.objects.create(comment=comment, number=comment.revision, text=text, html=safe)


def _judge(comment: Comment) -> None:
    """Let the rules decide on the latest revision, and do as they say."""
    latest = _latest(comment)
    candidate = copy(comment)
    candidate.text, candidate.html = latest.text, latest.html
    judgement = moderation.judge(candidate)
    before = copy(comment)
    match judgement.verdict:
        case Verdict.APPROVE:
            fields = _latest_text(comment) if comment.is_published else _first_place(comment)
        case Verdict.REJECT:
            fields = {"held_at": None}
            if not comment.is_published:
                fields["status"] = Status.REJECTED
        case _:
            fields = {
                "held_at": comment.held_at or timezone.now(),
                "held_rule": judgement.rule,
            }
    if judgement.verdict == Verdict.HOLD or before.has_held_edit:
        live.queue_changed()
    for name, value in fields.items():
        setattr(comment, name, value)
    comment.save(update_fields=list(fields))
    Decision.objects.create(
        comment=comment,
        revision=comment.revision,
        verdict=judgement.verdict,
        rule=judgement.rule,
        note=judgement.note,
        from_status=before.status,
        to_status=comment.status,
    )
    _tell_difference(before, comment)


def _first_place(comment: Comment) -> dict:
    """Publish: a number, and a place in the thread under what it answers."""
    tick = comment.article.tick(new=1)
    parent_path = comment.parent.path if comment.parent else ""
    return {
        "status": Status.PUBLISHED,
        "held_at": None,
        "number": tick.number,
        "path": thread.path_under(parent_path, tick.last),
        "version": tick.last,
        "published_at": timezone.now(),
        "shown_revision": comment.revision,
    }


def _latest_text(comment: Comment) -> dict:
    latest = _latest(comment)
    return {
        "text": latest.text,
        "html": latest.html,
        "shown_revision": latest.number,
        "edited_at": latest.created_at,
        "held_at": None,
        "version": comment.article.tick().last,
    }


def _tell_difference(before: Comment, after: Comment) -> None:
    """Show everyone with the article open what this change did to the thread."""
    if after.version != before.version:
        live.show(after.article, [after.pk])
        # A reaction that left without a trace has a tombstone again once an answer to it is public.
        if not before.was_public and (tombstones := _tombstones_above(after)):
            _tell_all(list(tombstones.values_list("pk", flat=True)), after.article)
    elif after.status != before.status and after.was_public:
        _tell_all([after.pk, *_neighbours(after)], after.article)


def _neighbours(comment: Comment) -> list[int]:
    """Who else looks different when a reaction leaves its place or comes back to it.

    Its replies name it, and a tombstone above it stands only while something under it is public.
    """
    replies = Comment.objects.published().filter(article=comment.article_id, parent=comment)
    return list((replies | _tombstones_above(comment)).values_list("pk", flat=True))


def _tombstones_above(comment: Comment) -> CommentQuerySet:
    above = Comment.objects.filter(
        article=comment.article_id, path__in=thread.ancestors(comment.path)
    )
    return above.exclude(status=Status.PUBLISHED)


def _tell_all(pks: list[int], article: Article) -> None:
    """Give each of these a version of its own, in order, and show them."""
    tick = article.tick(changes=len(pks))
    for version, pk in enumerate(pks, start=tick.first):
        Comment.objects.filter(pk=pk).update(version=version)
    live.show(article, pks)
