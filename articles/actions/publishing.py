"""Submitting, publishing, scheduling, withdrawing and restoring an article."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from articles import drafts, live
from articles.actions.drafting import add_version, lock_article
from articles.models import Article, ArticleText, Draft, Version
from common import footnotes

Kind, Status = Version.Kind, Article.Status
_NOTHING_SAID = re.compile(r'<img [^>]*alt=""')


class IncompleteArticle(Exception):
    """The article cannot be published yet; `problems` holds the reasons, for people."""

    def __init__(self, problems: list[str]):
        super().__init__(problems)
        self.problems = problems


class ArticleConflict(Exception):
    """Someone else acted first or changed the article meanwhile, so this step is refused."""


def publication_problems(article: Article, text: ArticleText) -> list[str]:
    """Return the problems that prevent publication, as messages."""
    found = []
    if not text.title:
        found.append(_("It has no title."))
    if not text.body:
        found.append(_("It has no text."))
    if _NOTHING_SAID.search(text.body):
        found.append(_("An image has no alternative text."))
    if empty := footnotes.empty_footnotes(text.body):
        numbers = ", ".join(map(str, empty))
        found.append(
            ngettext("Note %(n)s is empty.", "Notes %(n)s are empty.", len(empty)) % {"n": numbers}
        )
    if not article.bylines.exists():
        found.append(_("It has no byline."))
    return found


@transaction.atomic
def submit_article(article: Article, *, by: User) -> Version:
    """Submit the article to the editors, as ready for editing."""
    article = _held(article, lambda held: held.status == Status.DRAFT)
    return _step(article, Kind.READY, by, status=Status.READY)


@transaction.atomic
def cancel_submission(article: Article, *, by: User) -> Version:
    """Make a submitted article a draft again."""
    article = _held(article, lambda held: held.status == Status.READY)
    return _step(article, Kind.SAVED, by, status=Status.DRAFT)


@transaction.atomic
def publish_article(
    article: Article, *, by: User, at: datetime | None = None, seen: str | None = None
) -> Version:
    """Publish the current text: now, or from `at` on. Raises IncompleteArticle.

    An article that is public already keeps its date. `seen` is the `article_state` the editor
    looked at; if it changed, raises ArticleConflict: nobody publishes another's unseen changes.
    """
    article = _held(article, lambda held: held.status != Status.WITHDRAWN)
    draft = drafts.get_article_draft(article)
    if seen is not None and seen != article_state(article, draft):
        raise ArticleConflict
    text = drafts.current_article_text(article, draft)
    if missing := publication_problems(article, text):
        raise IncompleteArticle(missing)
    if article.is_published and draft is not None and text != ArticleText.of(article):
        article.text_changed_at = timezone.now()
    article.title, article.lead, article.body = text
    if not article.is_published:
        article.published_at = at or timezone.now()
        article.closed_at = debate_closing_time(article)
    if draft is not None:
        draft.delete()
    fields = ("title", "lead", "body", "text_changed_at", "published_at", "closed_at")
    return _step(article, Kind.PUBLISHED, by, *fields, status=Status.PUBLISHED)


@transaction.atomic
def unschedule_article(article: Article, *, by: User) -> Version:
    """Cancel the scheduled publication; the article is ready for editing again."""
    article = _held(article, lambda held: held.is_scheduled)
    article.published_at = None
    return _step(article, Kind.READY, by, "published_at", status=Status.READY)


@transaction.atomic
def withdraw_article(article: Article, *, by: User, reason: str, keeps_debate: bool) -> Version:
    """Withdraw the article with a public reason; the debate stays readable or not."""
    article = _held(article, lambda held: held.is_published)
    article.withdrawn_at, article.withdrawn_reason = timezone.now(), reason
    article.keeps_debate, article.leads = keeps_debate, False
    if not keeps_debate:
        live.push_article_gone(article)
    fields = ("withdrawn_at", "withdrawn_reason", "keeps_debate", "leads")
    return _step(article, Kind.WITHDRAWN, by, *fields, status=Status.WITHDRAWN)


@transaction.atomic
def restore_article(article: Article, *, by: User) -> Version:
    """Publish a withdrawn article again, as it was and with its date."""
    article = _held(article, lambda held: held.status == Status.WITHDRAWN)
    article.withdrawn_at, article.withdrawn_reason, article.keeps_debate = None, "", True
    fields = ("withdrawn_at", "withdrawn_reason", "keeps_debate")
    return _step(article, Kind.BACK, by, *fields, status=Status.PUBLISHED)


def article_state(article: Article, draft: Draft | None) -> str:
    """Return an identifier of the current state: of the text and of all settings."""
    return f"{drafts.text_revision_id(article, draft)} {article.updated_at.isoformat()}"


def debate_closing_time(article: Article) -> datetime | None:
    """Return the moment the debate closes: its date, or some days after publication."""
    if article.closes_after_days is None or article.published_at is None:
        return article.closed_at
    return article.published_at + timedelta(days=article.closes_after_days)


def _held(article: Article, may_go: Callable[[Article], bool]) -> Article:
    """Lock the article and return it, or raise ArticleConflict if it `may_go` no more.

    A colleague may have taken another step since the page checked the permission.
    """
    article = lock_article(article)
    if not may_go(article):
        raise ArticleConflict
    return article


def _step(
    article: Article, kind: Version.Kind, by: User, *fields: str, status: Article.Status
) -> Version:
    """Save the step, and add a version that holds its author, moment and text."""
    article.status = status
    article.save(update_fields=["status", "updated_at", *fields])
    text = ArticleText.of(article)
    if status in (Status.DRAFT, Status.READY):
        text = drafts.current_article_text(article, drafts.get_article_draft(article))
    return add_version(article, text, kind, by)
