"""The pages of dossiers, for readers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Dossier
from comments.models import Comment
from common.html.plain_text import html_excerpt
from syndication import structured_data

MAX_ABOUT_LENGTH = 180  # characters of the description in search results


@require_safe
def dossier_list(request: HttpRequest) -> HttpResponse:
    """List the public dossiers, the newest first."""
    shown = Dossier.objects.published().with_counts()
    return render(request, "articles/dossiers/all.html", {"dossiers": shown})


@require_safe
def dossier_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a dossier: its question, its introduction and its articles in order."""
    found = get_object_or_404(Dossier.objects.published().with_public_pieces(), slug=slug)
    articles = [piece.article for piece in found.public_pieces]
    Comment.objects.set_comment_counts(articles)
    found.reaction_count = sum(article.comment_count for article in articles)
    context = {
        "dossier": found,
        "articles": articles,
        "about": html_excerpt(found.introduction, MAX_ABOUT_LENGTH),
        "linked": structured_data.dossier_json_ld(found),
    }
    return render(request, "articles/dossiers/dossier.html", context)
