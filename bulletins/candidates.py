"""Finding public articles and reactions for a bulletin."""

from articles.models import Article
from comments.models import Comment

MAX_FOUND = 20


def find_articles(words: str) -> list[Article]:
    """Return published articles with all these words in their title or lead, newest first."""
    found = Article.objects.for_front_page()
    for word in words.split()[:8]:
        found = found.filter(title__icontains=word) | found.filter(lead__icontains=word)
    return list(found[:MAX_FOUND])


def find_reactions(article: Article, words: str, *, most_discussed: bool) -> list[Comment]:
    """Return public reactions to an article, the most answered or the newest first."""
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
