"""The draft of an article, its current text, and the revision of that text."""

from articles import pasting
from articles.models import Article, ArticleText, Draft, Version
from common.html.safe import SafeHtml
from common.text import tidy_paragraphs, tidy_text


def get_article_draft(article: Article) -> Draft | None:
    """Return the unpublished draft, with the member who saved it."""
    return Draft.objects.select_related("saved_by").filter(article=article).first()


def current_article_text(article: Article, draft: Draft | None) -> ArticleText:
    """Return the text of the draft, or of the article if there is no draft."""
    return ArticleText.of(draft or article)


def text_revision_id(article: Article, draft: Draft | None) -> str:
    """Return an identifier of the current text, which a save names as the text it builds on.

    The numbers of drafts and versions are never reused, so a save that builds on a text from before
    a publication is recognised.
    """
    if draft is not None:
        return f"{draft.pk}.{draft.revision}"
    published = Version.objects.filter(article=article, kind=Version.Kind.PUBLISHED)
    last = published.order_by("-number").values_list("number", flat=True).first()
    return f"0.{last or 0}"


def make_article_text_safe(text: ArticleText) -> ArticleText:
    """Return the text as it may be stored, or raise TooComplex."""
    title = " ".join(tidy_text(text.title).split())
    # Pasted without the script that converts pasted text.
    body = (
        pasting.clean_pasted_html(text.body)
        if pasting.is_word_processor_html(text.body)
        else text.body
    )
    return ArticleText(title, tidy_paragraphs(text.lead), SafeHtml(body).html)
