"""Featuring an article on the front page: the newest, unless an editor chose one."""

from django.db import IntegrityError, transaction

from accounts.models import User
from articles.actions.drafting import lock_article
from articles.actions.publishing import ArticleConflict
from articles.models import Article
from common.events import record_audit_entry


@transaction.atomic
def feature_article(article: Article, *, by: User) -> None:
    """Feature the article until another is featured or it is withdrawn; raises ArticleConflict."""
    # Lock the featured article first, so that two editors who choose at once wait for each other.
    list(Article.objects.select_for_update().filter(leads=True).values_list("pk"))
    article = lock_article(article)
    if article.leads or not article.is_published:
        return
    Article.objects.filter(leads=True).update(leads=False)
    article.leads = True
    try:
        article.save(update_fields=["leads"])
    except IntegrityError as error:  # none was featured, so no row was locked
        raise ArticleConflict from error
    record_audit_entry("front_given", f"article:{article.pk}", by=by)


@transaction.atomic
def unfeature_article(article: Article, *, by: User) -> None:
    """Stop featuring the article: the newest opens the front page again."""
    article = lock_article(article)
    if article.leads:
        article.leads = False
        article.save(update_fields=["leads"])
        record_audit_entry("front_freed", f"article:{article.pk}", by=by)
