"""Finding what an editor wants to put in a bulletin, among what everyone can read."""

from articles.models import Article
from comments.models import Comment

MAX_FOUND = 20


def find_articles(words: str) -> list[Article]:
    """Published articles with all these words in their title or lead, the newest first."""
    found = Article.objects.for_front_page()
    for word in words.split()[:8]:
        found = found.filter(title__icontains=word) | found.filter(lead__icontains=word)
    return list(found[:MAX_FOUND])


def find_reactions(article: Article, words: str, *, most_discussed: bool) -> list[Comment]:
    """Public reactions to an article: what most people answered, or the newest."""
    found = Comment.objects.published().filter(article=article)
    for word in words.split()[:8]:
        found = found.filter(text__icontains=word)
    if most_discussed:
        found = found.with_discussion().order_by("-discussed_by", "-pk")
    else:
        found = found.order_by("-published_at", "-pk")
    shown = list(found[:MAX_FOUND])
    for comment in shown:
        comment.article = article
    return shown
