"""Making a past by hand: decisions, reports, objections and measures at moments of one's own."""

from datetime import UTC, datetime

from articles.models import Article
from comments.models import Comment, Decision, Objection, Report, Statement
from comments.paths import path_under
from moderation.models import Measure

Status = Comment.Status


def at(text: str) -> datetime:
    """A moment in UTC: "2025-12-31 22:59"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class Past:
    """The events under one article."""

    def __init__(self, article: Article, **marks: str):
        self.article = article
        self.marks = marks  # words to put in each name, text, address and note
        self.made = 0

    def said(self, kind: str) -> str:
        return self.marks.get(kind, kind)

    def comment(self, status: str = Status.PUBLISHED, **fields) -> Comment:
        self.made += 1
        public = status in (Status.PUBLISHED, Status.REMOVED)
        place = {
            "number": self.made,
            "version": self.made,
            "path": path_under("", self.made),
            "published_at": at("2024-06-01 12:00"),
            "shown_revision": 1,
        }
        return Comment.objects.create(
            article=self.article,
            name=f"{self.said('name')} {self.made}",
            email=fields.pop("email", f"{self.said('address')}{self.made}@example.org"),
            text=self.said("text"),
            html=f"<p>{self.said('text')}</p>",
            status=status,
            **(place if public else {}),
            **fields,
        )

    def decide(
        self, comment: Comment, verdict: str, moment: str, was: str, becomes: str, **fields
    ) -> Decision:
        if verdict == "reject" and not fields.get("rule"):
            fields = {"reason": "insult"} | fields
        if verdict != "hold" and (held := comment.decisions.last()) and held.verdict == "hold":
            fields |= {"held_since": held.created_at, "held_rule": held.rule}
        return Decision.objects.create(
            comment=comment,
            revision=fields.pop("revision", 1),
            verdict=verdict,
            from_status=was,
            to_status=becomes,
            note=self.said("note"),
            created_at=at(moment),
            **fields,
        )

    def hold(self, comment: Comment, moment: str, rule: str = "first_time") -> Decision:
        return self.decide(comment, "hold", moment, "pending", "pending", rule=rule)

    def refuse(self, moment: str, held: str = "", rule: str = "first_time", **fields) -> Decision:
        """Held and refused before anyone saw it."""
        where = {"email": fields.pop("email")} if "email" in fields else {}
        comment = self.comment(Status.REJECTED, **where)
        if held:
            self.hold(comment, held, rule)
        return self.decide(comment, "reject", moment, "pending", "rejected", **fields)

    def remove(self, moment: str, comment: Comment | None = None, **fields) -> Decision:
        comment = comment or self.comment(Status.REMOVED)
        return self.decide(comment, "reject", moment, "published", "removed", **fields)

    def restore(self, decision: Decision, moment: str, **fields) -> Decision:
        comment = decision.comment
        comment.status = Status.PUBLISHED
        comment.save()
        return self.decide(comment, "approve", moment, "removed", "published", **fields)

    def report(self, comment: Comment, moment: str, category: str = "insult", **fields) -> Report:
        return Report.objects.create(
            comment=comment,
            revision=1,
            category=category,
            text=self.said("explanation"),
            law=self.said("law") if category == "illegal" else "",
            name=self.said("name"),
            email=f"{self.said('address')}@example.org",
            reporter=f"{moment} {comment.pk} {Report.objects.count()}",
            created_at=at(moment),
            **{"status": Report.Status.OPEN} | fields,
        )

    def object(self, decision: Decision, moment: str, **fields) -> Objection:
        statement = Statement.objects.create(
            decision=decision,
            scope=Statement.Scope.REMOVED,
            ground=self.said("ground"),
            facts=self.said("facts"),
            found_by_machine=False,
            decided_by_machine=False,
        )
        return Objection.objects.create(
            statement=statement,
            text=self.said("objection"),
            answer=self.said("answer"),
            created_at=at(moment),
            **fields,
        )

    def measure(self, kind: str, moment: str, **fields) -> Measure:
        return Measure.objects.create(
            kind=kind,
            email=f"{self.said('address')}@example.org",
            reason=self.said("reason"),
            created_at=at(moment),
            ends_at=at("2031-01-01 00:00"),
            **fields,
        )
