"""What is being written of an article, and on which text of it one builds."""

from articles import pasting
from articles.models import Article, Draft, Text, Version
from common import html
from common.text import tidy


def draft_of(article: Article) -> Draft | None:
    """What is not published of it yet, with who saved it."""
    return Draft.objects.select_related("saved_by").filter(article=article).first()


def current(article: Article, draft: Draft | None) -> Text:
    """The text to go on with."""
    return Text.of(draft or article)


def base(article: Article, draft: Draft | None) -> str:
    """Names the text as it stands. Who saves says on which one they built.

    Neither a draft's number nor that of a version is ever used again, so that what was built on a
    text from before a publication is known for it.
    """
    if draft is not None:
        return f"{draft.pk}.{draft.revision}"
    published = Version.objects.filter(article=article, kind=Version.Kind.PUBLISHED)
    last = published.order_by("-number").values_list("number", flat=True).first()
    return f"0.{last or 0}"


def gated(text: Text) -> Text:
    """The text as it may be stored, or html.TooComplex."""
    title = " ".join(tidy(text.title).split())
    # Pasted where no script of ours saw it first.
    body = pasting.tidied(text.body) if pasting.is_foreign(text.body) else text.body
    return Text(title, html.plain(text.lead), html.from_editor(body))
