"""Load a bulletin of the demo's debates, and an invitation to make a piece of a reaction."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from articles.models import Article
from bulletins import actions
from bulletins.models import Bulletin, Item
from comments import actions as comments
from comments.models import Comment
from common.html.safe import SafeHtml, SafeText

CommentKeys = dict[
    tuple[str, str], int
]  # keys of reactions, by the article's slug and the id in its file


def load_demo_bulletins(
    content: dict, people: dict[str, User], made: CommentKeys, now: datetime
) -> None:
    """Load the bulletins that are not there yet, of articles and reactions that are."""
    by = people[content["by"]]
    for one in content["bulletin"]:
        if not Bulletin.objects.filter(number=one["number"]).exists():
            _publish_demo_bulletin(one, made, now, by)
    for asked in content["invitation"]:
        if pk := made.get((asked["slug"], asked["reaction"])):
            comments.invite_writer(Comment.objects.get(pk=pk), note=asked["note"].strip(), by=by)


def _publish_demo_bulletin(one: dict, made: CommentKeys, now: datetime, by: User) -> None:
    moment = now - timedelta(days=one["days_ago"])
    bulletin = actions.create_bulletin(
        by=by,
        number=one["number"],
        title=one["title"],
        introduction=SafeText(one["introduction"].strip()),
        date=timezone.localdate(moment),
    )
    for part in one["part"]:
        _add_item(bulletin, part, made, by)
    actions.publish_bulletin(bulletin, by=by)
    Bulletin.objects.filter(pk=bulletin.pk).update(published_at=moment)


def _add_item(bulletin: Bulletin, part: dict, made: CommentKeys, by: User) -> None:
    match part["kind"]:
        case Item.Kind.ARTICLE:
            if article := Article.objects.published().filter(slug=part["slug"]).first():
                actions.add_bulletin_article(bulletin, article, whole=part["whole"], by=by)
        case Item.Kind.REACTION:
            if pk := made.get((part["slug"], part["reaction"])):
                actions.add_bulletin_reaction(bulletin, Comment.objects.get(pk=pk), by=by)
        case kind:
            words = {name: part[name] for name in ("name", "affiliation") if name in part}
            actions.add_bulletin_text(
                bulletin,
                kind,
                title=part["title"],
                text=SafeHtml(part.get("text", "")),
                by=by,
                **words,
            )
