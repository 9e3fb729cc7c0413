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
from common.html.safe import SafeHtml, SafeText
from common.text import tidy_paragraphs


class BylineData(NamedTuple):
    """The new content of a byline; `pk` is that of the existing one, if any."""

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
    pinned: SafeText | None = None,
) -> Article:
    """Set these columns, and topics and series by name; missing ones are created.

    Sources are plain text, one a line.
    """
    article = lock_article(article)
    for name, value in fields.items():
        setattr(article, name, value)
    if "sources" in fields:
        article.sources = _sources(fields["sources"])
    if pinned is not None:
        article.pinned, article.pinned_html = pinned.markdown, pinned.html
    if fields.get("closes_after_days") is not None:
        article.closed_at = debate_closing_time(article)
    if series is not None:
        article.series = _series(series) if series else None
    # Leave out the columns that the debate changes meanwhile.
    changed = {*fields, "updated_at", "pinned", "pinned_html", "closed_at", "series"}
    article.save(update_fields=changed)
    if topics is not None:
        article.topics.set([_topic(name) for name in topics])
    return article


@transaction.atomic
def change_article_slug(article: Article, slug: str) -> Article:
    """Change the slug; a former one that was public redirects here from then on."""
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
    """Set the bylines, in this order.

    An empty name is filled from the account, an empty affiliation only for a new byline.
    """
    article = lock_article(article)
    there = {byline.pk: byline for byline in article.bylines.all()}
    kept = [there[name.pk] for name in names if name.pk in there]
    article.bylines.exclude(pk__in=[byline.pk for byline in kept]).delete()
    # Clear the users first: (article, user) is unique.
    article.bylines.update(user=None)
    for position, name in enumerate(names):
        byline = there.get(name.pk) or Byline(article=article)
        byline.user, byline.position, byline.about = name.user, position, name.about
        byline.name = name.name or (name.user.name if name.user else "")
        byline.affiliation = name.affiliation
        if name.user and not name.affiliation and not name.pk:
            byline.affiliation = name.user.affiliation
        byline.save()
    # Touch it: what other apps make from the article, with its names, must be made again.
    article.save(update_fields=["updated_at"])


@transaction.atomic
def update_invited_members(
    article: Article, *, new: Iterable[User], gone: Iterable[int] = ()
) -> None:
    """Invite the `new` members to comment, and withdraw the invitation of the `gone`."""
    Invited.objects.filter(article=article, user__in=list(gone)).delete()
    for user in new:
        Invited.objects.get_or_create(article=article, user=user)


def _sources(typed: str) -> str:
    lines = [tidy_paragraphs(line) for line in typed.splitlines() if line.strip()]
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return SafeHtml(f"<ul>{items}</ul>").html if items else ""


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
