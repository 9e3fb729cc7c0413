"""Saving drafts: no typed text is ever lost, not even when two people write at once."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from articles import drafts, slugs
from articles.models import Article, ArticleText, Byline, Draft, Version

Kind = Version.Kind


class SaveResult(NamedTuple):
    """The result of saving: the revision of the text now, and the version kept aside, if any."""

    base: str
    aside: Version | None = None


class EditorPage(NamedTuple):
    """An open page that saves automatically, and the number of its saves, counted from 1."""

    name: str
    turn: int


NO_PAGE = EditorPage("", 0)


@transaction.atomic
def start_article(
    by: User, title: str, *, language: str = "nl", text: ArticleText | None = None
) -> Article:
    """Create an article with this member's byline, and with a text if there is one."""
    text = drafts.make_article_text_safe(
        text._replace(title=title) if text else ArticleText(title, "", "")
    )
    article = Article.objects.create(
        title=text.title,
        lead=text.lead,
        body=text.body,
        slug=slugs.unique_article_slug(text.title),
        language=language,
    )
    Byline.objects.create(article=article, user=by, name=by.name, affiliation=by.affiliation)
    return article


@transaction.atomic
def save_draft(
    article: Article, text: ArticleText, *, base: str, by: User, page: EditorPage = NO_PAGE
) -> SaveResult:
    """Save the draft, or keep the text aside as a version if it builds on an outdated revision.

    A page may follow its own last save, whatever its base: the response to that save may be under
    way, or lost with the connection. Raises html.TooComplex.
    """
    text = drafts.make_article_text_safe(text)
    article = lock_article(article)
    draft = drafts.get_article_draft(article)
    now = drafts.text_revision_id(article, draft)
    if text == drafts.current_article_text(article, draft):
        return SaveResult(now)
    if draft and page.name and draft.page == page.name and draft.saved_by_id == by.pk:
        if page.turn <= draft.turn:
            return SaveResult(now)  # an older save of this page, which arrived late
        base = now
    if base != now:
        return SaveResult(now, _aside(article, text, by))
    return SaveResult(_put(article, draft, text, by, page))


@transaction.atomic
def save_version(article: Article, *, by: User) -> Version:
    """Make a version of the current text, unless the last one is the same."""
    article = lock_article(article)
    draft = drafts.get_article_draft(article)
    text = drafts.current_article_text(article, draft)
    last = Version.objects.of(article).exclude(kind=Kind.ASIDE).first()
    if last is not None and ArticleText.of(last) == text:
        return last
    return add_version(article, text, Kind.SAVED, by)


@transaction.atomic
def restore_version(version: Version, *, by: User) -> Version:
    """Restore the text of `version`; the current text is kept as a version first."""
    article = lock_article(version.article)
    draft = drafts.get_article_draft(article)
    save_version(article, by=(draft.saved_by if draft else None) or by)
    _put(article, draft, ArticleText.of(version), by)
    return save_version(article, by=by)


def lock_article(article: Article) -> Article:
    """Lock the row until the end of the transaction and return the current article."""
    return Article.objects.select_for_update().get(pk=article.pk)


def add_version(article: Article, text: ArticleText, kind: Kind, by: User | None) -> Version:
    last = Version.objects.filter(article=article).aggregate(last=Max("number"))["last"]
    return Version.objects.create(
        article=article, number=(last or 0) + 1, kind=kind, by=by, **text._asdict()
    )


def _aside(article: Article, text: ArticleText, by: User) -> Version:
    """Keep the text aside once, also if a browser that got no response sends it again."""
    for version in Version.objects.filter(article=article, by=by)[:5]:
        if ArticleText.of(version) == text:
            return version
    return add_version(article, text, Kind.ASIDE, by)


def _put(
    article: Article, draft: Draft | None, text: ArticleText, by: User, page: EditorPage = NO_PAGE
) -> str:
    before = drafts.current_article_text(article, draft)
    if draft is None:
        draft = Draft(article=article)
    else:
        if draft.saved_by_id != by.pk:
            # Another member takes over: keep a version of the text of the one before.
            save_version(article, by=draft.saved_by or by)
        draft.revision += 1
    draft.title, draft.lead, draft.body = text
    draft.saved_by, draft.saved_at = by, timezone.now()
    draft.page, draft.turn = page
    draft.save()
    if article.published_at is None and text.title != before.title:
        _rename(article, before.title, text.title)
    return drafts.text_revision_id(article, draft)


def _rename(article: Article, before: str, title: str) -> None:
    """Rename an unpublished article; its slug follows the title unless someone chose one."""
    article.title = title
    if slugs.is_slug_for_title(article.slug, before):
        article.slug = slugs.unique_article_slug(title, article)
    article.save(update_fields=["title", "slug", "updated_at"])
