"""Reactions that a member wrote as a guest, and can claim."""

from dataclasses import dataclass

from accounts.models import User
from comments.models import Comment, CommentQuerySet, LastLook

MOST_CLAIMED_AT_ONCE = 200  # on one page; when these are claimed, the next come


@dataclass(frozen=True)
class ClaimOffer:
    """The number of claimable reactions; `is_news` if any came since the member declined."""

    count: int
    is_news: bool


def claimable_comments(user: User) -> CommentQuerySet:
    """Return guest reactions confirmed from the member's proven addresses, the latest first."""
    theirs = Comment.objects.confirmed_from(user.proven_addresses)
    return theirs.select_related("article").order_by("-created_at", "-pk")


def claim_offer_for(user) -> ClaimOffer | None:
    if not user.is_authenticated:
        return None
    theirs = Comment.objects.confirmed_from(user.proven_addresses)
    count = theirs.count()
    if not count:
        return None
    declined = LastLook.objects.filter(user=user).values_list("declined_at", flat=True).first()
    news = theirs.filter(confirmed_at__gt=declined).exists() if declined else True
    return ClaimOffer(count, news)
