"""The reactions and reports of a person, to be exported and erased."""

from collections.abc import Iterator

from django.db.models import Prefetch

from accounts.identity import rows_of_subject
from accounts.models import User
from comments.models import Comment, Decision, Fold, Invitation, ReadMark, Report


def comments_written_by(user: User | None, address: str):
    """Return a member's reactions and all sent from this address, confirmed or not."""
    return Comment.objects.filter(rows_of_subject(user, address)).order_by("pk")


def reports_sent_by(user: User | None, address: str):
    return Report.objects.filter(rows_of_subject(user, address)).order_by("pk")


def collect_comments(user: User | None, address: str) -> Iterator[dict]:
    """Yield each reaction with its texts and the decisions on it.

    Leave out reactions sent from the address and never confirmed: they may be another's.
    """
    decisions = Decision.objects.select_related("house_rule", "statement__objection")
    comments = (
        comments_written_by(user, address)
        .exclude(user=None, confirmed_at=None)
        .select_related("article")
        .prefetch_related("revisions", Prefetch("decisions", decisions))
    )
    for comment in comments.iterator(chunk_size=200):
        yield {
            "article": comment.article.title,
            "number": comment.number,
            "name": comment.name,
            "affiliation": comment.affiliation,
            "email": comment.email,
            "status": comment.status,
            "created_at": comment.created_at,
            "confirmed_at": comment.confirmed_at,
            "published_at": comment.published_at,
            "texts": [
                {"number": text.number, "text": text.text, "created_at": text.created_at}
                for text in comment.revisions.all()
            ],
            "noticed": comment.signs,
            "decisions": [_decision(decision) for decision in comment.decisions.all()],
        }


def _decision(decision: Decision) -> dict:
    said = {
        "verdict": decision.verdict,
        "text_number": decision.revision,
        "by_machine": bool(decision.rule),
        "created_at": decision.created_at,
    }
    if (statement := getattr(decision, "statement", None)) is None:
        return said
    said["reasons"] = {"ground": statement.ground, "facts": statement.facts}
    if objection := getattr(statement, "objection", None):
        said["objection"] = {
            "text": objection.text,
            "outcome": objection.outcome,
            "answer": objection.answer,
            "created_at": objection.created_at,
        }
    return said


def collect_read_marks(user: User | None) -> list[dict]:
    """Collect what an author marked as read; the marks are deleted with the account."""
    marks = ReadMark.objects.filter(user=user).select_related("comment__article") if user else ()
    return [
        {
            "article": mark.comment.article.title,
            "number": mark.comment.number,
            "text_number": mark.revision,
            "created_at": mark.marked_at,
        }
        for mark in marks
    ]


def collect_reports(user: User | None, address: str) -> list[dict]:
    reports = reports_sent_by(user, address).exclude(status=Report.Status.UNCONFIRMED)
    return [
        {
            "article": report.comment.article.title,
            "number": report.comment.number,
            "category": report.category,
            "text": report.text,
            "law": report.law,
            "name": report.name,
            "email": report.email,
            "status": report.status,
            "created_at": report.created_at,
        }
        for report in reports.select_related("comment__article")
    ]


def collect_invitations(user: User | None, address: str) -> list[dict]:
    """Collect invitations to make an article of their reactions, with their answers."""
    mine = comments_written_by(user, address).exclude(user=None, confirmed_at=None)
    invitations = Invitation.objects.whole().filter(comment__in=mine.order_by().values("pk"))
    return [
        {
            "article": one.comment.article.title,
            "number": one.comment.number,
            "word": one.note,
            "state": one.state,
            "piece": one.article.title if one.article else "",
            "created_at": one.created_at,
            "answered_at": one.answered_at,
        }
        for one in invitations
    ]


def collect_mutes(user: User | None) -> list[dict]:
    """Collect the writers whom a member muted."""
    if user is None:
        return []
    return [
        {"name": fold.comment.name, "created_at": fold.created_at} for fold in Fold.objects.of(user)
    ]
