"""The settings of an article: names, address, subjects, and how it is debated."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.html import escape
from django.utils.text import slugify

from accounts.models import User
from articles.actions.drafting import lock_article
from articles.actions.publishing import debate_closing_time
from articles.models import Article, Byline, Invited, OldAddress, Series, Topic
from common import html


class BylineData(NamedTuple):
    """A byline as it should be; `pk` of the one that it was, if any."""

    pk: int | None
    name: str
    affiliation: str
    about: str
    user: User | None


@transaction.atomic
def update_article_settings(
    article: Article,
    fields: dict[str, Any],
    *,
    topics: Iterable[str] | None = None,
    series: str | None = None,
) -> Article:
    """Set these columns, and topics and series by their names: new ones are made.

    Sources are typed, one a line; the message on top of the debate is typed as reactions are.
    """
    article = lock_article(article)
    for name, value in fields.items():
        setattr(article, name, value)
    if "sources" in fields:
        article.sources = _sources(fields["sources"])
    if "pinned" in fields:
        article.pinned_html = html.render_markdown(article.pinned) if article.pinned else ""
    if fields.get("closes_after_days") is not None:
        article.closed_at = debate_closing_time(article)
    if series is not None:
        article.series = _series(series) if series else None
    # Not what the debate moves on its own meanwhile.
    changed = {*fields, "updated_at", "pinned_html", "closed_at", "series"}
    article.save(update_fields=changed)
    if topics is not None:
        article.topics.set([_topic(name) for name in topics])
    return article


@transaction.atomic
def change_article_slug(article: Article, slug: str) -> Article:
    """Give it another address. One that readers knew goes on leading here."""
    article = lock_article(article)
    before, article.slug = article.slug, slug
    if before == slug:
        return article
    article.save(update_fields=["slug", "updated_at"])
    OldAddress.objects.filter(article=article, slug=slug).delete()
    if article.is_published or article.withdrawn_at:
        OldAddress.objects.get_or_create(slug=before, defaults={"article": article})
    return article


@transaction.atomic
def set_bylines(article: Article, names: list[BylineData]) -> None:
    """Set the bylines, in this order. An account gives what was left empty, as its
    member has it now."""
    article = lock_article(article)
    there = {byline.pk: byline for byline in article.bylines.all()}
    kept = [there[name.pk] for name in names if name.pk in there]
    article.bylines.exclude(pk__in=[byline.pk for byline in kept]).delete()
    # An account that moves from one name to another is of neither in between.
    article.bylines.update(user=None)
    for position, name in enumerate(names):
        byline = there.get(name.pk) or Byline(article=article)
        byline.user, byline.position, byline.about = name.user, position, name.about
        byline.name = name.name or (name.user.name if name.user else "")
        byline.affiliation = name.affiliation
        if name.user and not name.affiliation and not name.pk:
            byline.affiliation = name.user.affiliation
        byline.save()
    # What is made of the article elsewhere, names and all, is made anew.
    article.save(update_fields=["updated_at"])


@transaction.atomic
def update_invited_members(
    article: Article, *, new: Iterable[User], gone: Iterable[int] = ()
) -> None:
    """Let these members react where only invited ones may, and those no more."""
    Invited.objects.filter(article=article, user__in=list(gone)).delete()
    for user in new:
        Invited.objects.get_or_create(article=article, user=user)


def _sources(typed: str) -> str:
    lines = [html.tidy_paragraphs(line) for line in typed.splitlines() if line.strip()]
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return html.sanitize_editor_html(f"<ul>{items}</ul>") if items else ""


def _topic(name: str) -> Topic:
    return Topic.objects.filter(name__iexact=name).first() or Topic.objects.create(
        name=name, slug=_free(Topic, name, 60)
    )


def _series(title: str) -> Series:
    return Series.objects.filter(title__iexact=title).first() or Series.objects.create(
        title=title, slug=_free(Series, title, 120)
    )


def _free(model: type[Topic] | type[Series], name: str, longest: int) -> str:
    wanted = slugify(name)[: longest - 4].strip("-") or "x"
    slug, number = wanted, 1
    while model.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug
