"""Load the demo's editorial desk: a draft, a submitted article and a scheduled one."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from articles import actions, drafts
from articles.models import Article, ArticleText

EDITOR = "liesbeth"


def load_demo_drafts(content: dict, people: dict[str, User]) -> int:
    """Write the articles that are not there yet, and return their number."""
    new = [piece for piece in content["piece"] if not _is_begun(piece)]
    for piece in new:
        _write(piece, people[piece["author"]], people[EDITOR])
    return len(new)


def _is_begun(piece: dict) -> bool:
    return Article.objects.filter(versions__title=piece["title"]).exists()


def _write(piece: dict, author: User, editor: User) -> None:
    text = ArticleText(piece["title"], piece["lead"], piece["body"].strip())
    article = actions.start_article(author, text.title)
    actions.save_draft(article, text, base=drafts.text_revision_id(article, None), by=author)
    actions.save_version(article, by=author)
    if "aside" in piece:
        theirs = text._replace(body=piece["aside"].strip())
        actions.save_draft(article, theirs, base="0.0.", by=editor)
    answered = Article.objects.filter(slug=piece.get("answers", "")).first()
    actions.update_article_settings(article, {"answers": answered}, topics=piece.get("topics", []))
    if piece["state"] != "draft":
        actions.submit_article(article, by=author)
    if piece["state"] == "scheduled":
        now = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
        actions.publish_article(article, by=editor, at=now + timedelta(days=piece["in_days"]))
