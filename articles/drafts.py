"""The draft of an article, and the text of it on which one builds."""

from articles import pasting
from articles.models import Article, ArticleText, Draft, Version
from common import html
from common.text import tidy_text


def get_article_draft(article: Article) -> Draft | None:
    """Return the unpublished draft, with who saved it."""
    return Draft.objects.select_related("saved_by").filter(article=article).first()


def current_article_text(article: Article, draft: Draft | None) -> ArticleText:
    """The text to go on with."""
    return ArticleText.of(draft or article)


def text_revision_id(article: Article, draft: Draft | None) -> str:
    """Names the text as it stands. Who saves says on which one they built.

    Neither a draft's number nor that of a version is ever used again, so that what was built on a
    text from before a publication is known for it.
    """
    if draft is not None:
        return f"{draft.pk}.{draft.revision}"
    published = Version.objects.filter(article=article, kind=Version.Kind.PUBLISHED)
    last = published.order_by("-number").values_list("number", flat=True).first()
    return f"0.{last or 0}"


def make_article_text_safe(text: ArticleText) -> ArticleText:
    """The text as it may be stored, or html.TooComplex."""
    title = " ".join(tidy_text(text.title).split())
    # Pasted where no script of ours saw it first.
    body = (
        pasting.clean_pasted_html(text.body)
        if pasting.is_word_processor_html(text.body)
        else text.body
    )
    return ArticleText(title, html.tidy_paragraphs(text.lead), html.sanitize_editor_html(body))
