"""The personal data in a member's writing, to be exported."""

from accounts.models import User
from articles.models import Article, Byline, Draft, Invited, Peek, Version
from common.html.plain_text import html_to_text


def collect_article_data(user: User | None) -> dict:
    """Collect a member's bylines, saved texts, invitations and preview links.

    Of an article by others, give only the moments of saving: not its text, and its title only if
    it is or was public.
    """
    if user is None:
        return {}
    bylines = list(Byline.objects.filter(user=user).select_related("article").order_by("pk"))
    own = {byline.article_id for byline in bylines}
    saved = Draft.objects.filter(saved_by=user), Version.objects.filter(by=user)
    return {
        "bylines": [
            {
                "article": byline.article.title,
                "name": byline.name,
                "affiliation": byline.affiliation,
                "about": byline.about,
            }
            for byline in bylines
        ],
        "versions": [
            _saved(row, own)
            for rows in saved
            for row in rows.select_related("article").order_by("pk")
        ],
        "invited": [
            {"article": _title(invited.article, own)}
            for invited in Invited.objects.filter(user=user).select_related("article")
        ],
        "peeks": [
            {
                "article": _title(peek.article, own),
                "note": peek.note,
                "created_at": peek.created_at,
            }
            for peek in Peek.objects.filter(by=user).select_related("article")
        ],
    }


def _title(article: Article, own: set[int]) -> str:
    is_known = article.is_published or article.is_withdrawn or article.pk in own
    return article.title if is_known else ""


def _saved(row: Draft | Version, own: set[int]) -> dict:
    at = row.saved_at if isinstance(row, Draft) else row.created_at
    said = {"article": _title(row.article, own), "created_at": at}
    if row.article_id in own:
        said |= {"title": row.title, "lead": row.lead, "text": html_to_text(row.body)}
    return said
