"""Claiming: a member takes over the reactions that they wrote as a guest."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from articles.models import Article
from comments.actions.last_seen import decline_claim_offer
from comments.actions.shared import lock_thread, push_new_versions
from comments.models import Comment
from common.events import publish_event
from moderation.audit_log import comment_subject, record


@transaction.atomic
def claim_comments(user: User, pks: Collection[int], *, decline: bool) -> int:
    """Move these reactions to the member and return their number; `decline` the offer of others.

    Only reactions confirmed from one of the member's proven addresses are moved; those of others,
    or claimed meanwhile, are skipped. Name and role stay as they were.
    """
    offered = Comment.objects.confirmed_from(user.proven_addresses).filter(pk__in=pks)
    articles = set(offered.order_by().values_list("article", flat=True))
    taken = 0
    # Lock the articles in a fixed order, to prevent a deadlock between two claims.
    for article in Article.objects.filter(pk__in=articles).order_by("pk"):
        lock_thread(article)
        rows = offered.filter(article=article).order_by("pk").values_list("pk", "status")
        found = dict(rows)
        Comment.objects.filter(pk__in=found).update(user=user, email="")
        for pk in found:
            record("taken_over", comment_subject(pk), by=user)
        if public := [pk for pk, status in found.items() if status == Comment.Status.PUBLISHED]:
            push_new_versions(public, article)
        taken += len(found)
    if decline:
        decline_claim_offer(user)
    if taken:
        publish_event("taken_over", user.pk)
    return taken
