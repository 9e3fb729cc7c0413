"""Load the reports, appeals, notes and sanctions of the demo's desk, and its canned reasons."""

from accounts.models import User
from comments import actions, reporters
from comments.models import Comment, Statement
from moderation.actions import rules, sanctions
from moderation.models import CannedReason, HouseRule, Measure


def load_demo_desk(
    content: dict, people: dict[str, User], made: dict[tuple[str, str], int]
) -> None:
    """Add reports, an appeal, notes and sanctions to the reactions that were just `made`."""

    def on(kind: str) -> list[tuple[dict, Comment]]:
        return [
            (entry, Comment.objects.get(pk=made[tuple(entry["on"])]))
            for entry in content[kind]
            if tuple(entry["on"]) in made
        ]

    for entry, comment in on("report"):
        reporter = people[entry["who"]]
        actions.report_comment(
            comment,
            actions.Reporter(reporters.reporter_of_user(reporter), user=reporter),
            revision=comment.shown_revision,
            category=entry["category"],
            language=comment.language,
            text=entry["text"],
        )
    for entry, comment in on("objection"):
        statement = Statement.objects.whole().filter(decision__comment=comment).latest("pk")
        actions.submit_appeal(statement, entry["text"])
    for entry, comment in on("note"):
        sanctions.add_writer_note(
            entry["text"], user=comment.user, email=comment.email, by=people[entry["by"]]
        )
    for entry, comment in on("measure"):
        sanctions.impose_sanction(
            Measure.Kind(entry["kind"]),
            user=comment.user,
            email=comment.email,
            by=people[entry["by"]],
            reason=entry["reason"],
            days=entry["days"],
            house_rule=HouseRule.objects.get(number=entry["rule"]),
            language=comment.language,
        )


def load_canned_reasons(content: dict, editor: User) -> None:
    """Add the demo's canned reasons, unless there are some already."""
    if CannedReason.objects.exists():
        return
    for position, entry in enumerate(content["canned"], start=1):
        rules.add_canned_reason(
            editor,
            title=entry["title"],
            house_rule=HouseRule.objects.get(number=entry["rule"]),
            text_nl=entry["text_nl"],
            text_en=entry["text_en"],
            position=position,
        )
