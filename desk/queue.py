"""The entries of the queue: all that a moderator needs to see to judge a reaction."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, Q
from django.utils.safestring import SafeString, mark_safe

from accounts.identity import Identity
from comments.actions import DecisionConflict, SeenState, Verdict, possible_verdicts
from comments.learned.current import Classifier, ClassifierOpinion, current_classifier
from comments.models import Comment, Decision, Revision
from common.domains import normalize_domain
from common.html.diff import diff_as_html
from common.html.highlight import highlight_html, highlight_text
from desk.forms.deciding import DecisionForm
from desk.highlights import SpanFinder, span_finder
from desk.reported import NO_REPORTS, OpenReports, open_reports
from desk.writers import NOTHING_KNOWN, WriterBackground, writer_backgrounds
from moderation.basis import BasisChoices

MOST_DOMAINS = 3
_HOST = re.compile(r'<a href="https?://(?:www\.)?([^"/?#:]+)')


class RevisionDiff(NamedTuple):
    """A revision of a reaction, with its difference from the one before it."""

    revision: Revision
    difference: str  # HTML; empty for the first
    is_public: bool


class WriterTrackRecord(NamedTuple):
    """The number of a writer's other reactions on the site, by outcome."""

    approved: int = 0
    refused: int = 0
    waiting: int = 0

    @property
    def others(self) -> int:
        return sum(self)


@dataclass
class QueueEntry:
    comment: Comment
    revisions: list[Revision]
    decisions: list[Decision]
    form: DecisionForm
    record: WriterTrackRecord
    find: SpanFinder | None = None
    about: WriterBackground = NOTHING_KNOWN
    reports: OpenReports = NO_REPORTS
    conflict: DecisionConflict | None = None
    classifier: Classifier | None = None
    # True if the viewing moderator wrote it: then a colleague must judge it.
    is_own: bool = False

    @property
    def latest(self) -> Revision:
        """The revision to judge."""
        return self.revisions[-1]

    @property
    def marked_html(self) -> SafeString:
        """The text to judge, with the words for which it was held marked."""
        return mark_safe(
            highlight_html(self.latest.html, self.find) if self.find else self.latest.html
        )

    @property
    def marked_name(self) -> SafeString | str:
        if not self.find or self.held_by.rule != "watched_word":
            return self.comment.name
        return mark_safe(highlight_text(self.comment.name, self.find))

    @property
    def has_marks(self) -> bool:
        return "<mark>" in self.marked_html

    @property
    def domains(self) -> list[str]:
        """The first few domains that the latest text links to, as the link filter takes them."""
        hosts = dict.fromkeys(_HOST.findall(self.latest.html))
        return [host for host in hosts if normalize_domain(host) == host][:MOST_DOMAINS]

    @property
    def difference(self) -> SafeString:
        """The difference between the public text and a held edit."""
        return mark_safe(diff_as_html(self.comment.text, self.latest.text))

    @property
    def versions(self) -> list[RevisionDiff]:
        """All revisions, each with its difference from the one before it."""
        return [
            RevisionDiff(
                revision,
                mark_safe(diff_as_html(before.text, revision.text)) if before else "",
                self.comment.is_published and revision.number == self.comment.shown_revision,
            )
            for before, revision in pairwise([None, *self.revisions])
        ]

    @property
    def may_approve(self) -> bool:
        return not self.is_own and Verdict.APPROVE in possible_verdicts(self.comment)

    @property
    def may_reject(self) -> bool:
        return not self.is_own and Verdict.REJECT in possible_verdicts(self.comment)

    @cached_property
    def learned(self) -> ClassifierOpinion | None:
        """The learned rule's opinion of a held text; None if it has none."""
        if self.classifier is None or self.comment.held_at is None:
            return None
        return self.classifier.opinion(self.latest.text)

    @property
    def may_dismiss_reports(self) -> bool:
        """True if it is public and has open reports that this moderator may dismiss."""
        return not self.is_own and bool(self.reports.pks) and self.comment.is_published

    @property
    def held_by(self) -> Decision | None:
        """The last hold by a rule, if any."""
        return _last_hold(self.decisions)

    @property
    def put_back(self) -> Decision | None:
        """The last hold, if a person made it: the reaction was put back in the queue."""
        last = next((d for d in reversed(self.decisions) if d.verdict == Verdict.HOLD), None)
        return None if last is None or last.rule else last


def queue_entries(
    comments: Iterable[Comment], grounds: BasisChoices | None = None
) -> list[QueueEntry]:
    """Return the entries of these reactions, in a constant number of queries."""
    comments = list(
        # Articles are not joined: SQLite would start from them and sort all their reactions.
        comments.select_related("parent", "user").prefetch_related(
            "revisions", "decisions__by", "article__bylines"
        )
    )
    for comment in comments:
        if comment.parent:
            comment.parent.article = comment.article
    records, twins = _track_records(comments), _repeated_texts(comments)
    reports = open_reports(comments)
    grounds = grounds or BasisChoices.read()
    shown = [
        _entry(comment, records, twins, reports.get(comment.pk, NO_REPORTS), grounds)
        for comment in comments
    ]
    for entry, writer in zip(shown, writer_backgrounds(comments), strict=True):
        entry.about = writer
    classifier = current_classifier()
    for entry in shown:
        entry.classifier = classifier
    return shown


def queue_entry(
    comment: Comment,
    form: DecisionForm | None = None,
    conflict: DecisionConflict | None = None,
    grounds: BasisChoices | None = None,
) -> QueueEntry:
    """Return the entry of one reaction, as it is now."""
    [found] = queue_entries(Comment.objects.filter(pk=comment.pk), grounds)
    found.form = form or found.form
    found.conflict = conflict
    return found


def _entry(
    comment: Comment,
    records: Counter,
    twins: dict[str, str],
    reports: OpenReports,
    grounds: BasisChoices,
) -> QueueEntry:
    seen = SeenState.of(comment)
    decisions = list(comment.decisions.all())
    held = _last_hold(decisions)
    form = DecisionForm(
        initial={
            "status": seen.status,
            "revision": seen.revision,
            "held": seen.held,
            "reports": reports.pks,
        },
        auto_id=f"d{comment.pk}-%s",
        language=comment.language,
        grounds=grounds,
    )
    return QueueEntry(
        comment,
        list(comment.revisions.all()),
        decisions,
        form,
        _track_record(comment, records),
        span_finder(held, twins) if held and held.revision == comment.revision else None,
        reports=reports,
    )


def _last_hold(decisions: list[Decision]) -> Decision | None:
    """Return the last hold by a rule; a hold by a person does not tell why it was held."""
    return next((d for d in reversed(decisions) if d.verdict == Verdict.HOLD and d.rule), None)


def _repeated_texts(comments: list[Comment]) -> dict[str, str]:
    """Return the texts that these were held for repeating, in at most one query."""
    holds = filter(None, (_last_hold(list(comment.decisions.all())) for comment in comments))
    pks = {hold.note for hold in holds if hold.rule == "repetition"}
    rows = Comment.objects.filter(pk__in=pks).values_list("pk", "text") if pks else ()
    return {str(pk): text for pk, text in rows}


def _track_records(comments: list[Comment]) -> Counter:
    """Count the reactions of each of these writers by status, in two queries."""
    users = {comment.user_id for comment in comments if comment.user_id}
    emails = {comment.email for comment in comments if comment.email and not comment.user_id}
    counts: Counter = Counter()
    for theirs in (
        Comment.objects.filter(user__in=users),
        Comment.objects.filter(user=None, email__in=emails),
    ):
        is_claim = ExpressionWrapper(Q(confirmed_at=None), BooleanField())
        rows = (
            theirs.order_by()
            .values_list("user_id", "email", is_claim, "status")
            .annotate(Count("pk"))
        )
        for *who, status, count in rows:
            counts[(Identity.of_columns(*who), status)] += count
    return counts


def _track_record(comment: Comment, records: Counter) -> WriterTrackRecord:
    if not (writer := Identity.of(comment)):
        return WriterTrackRecord()
    found = {status: records[(writer, status)] for status in Comment.Status.values}
    found[comment.status] -= 1
    return WriterTrackRecord(
        approved=found[Comment.Status.PUBLISHED],
        refused=found[Comment.Status.REJECTED] + found[Comment.Status.REMOVED],
        waiting=found[Comment.Status.PENDING],
    )
