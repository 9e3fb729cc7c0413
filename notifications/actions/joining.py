"""Moving the preferences, follows and notices of a guest who became a member."""

from django.db import transaction

from accounts.models import User
from notifications.models import Subscriber


@transaction.atomic
def merge_guests_into_member(user_pk: int) -> None:
    """Merge the guests with this member's verified addresses into the member.

    The member's own preferences win. Idempotent: the second run finds no guest.
    """
    user = User.objects.filter(pk=user_pk).first()
    if user is None:
        return
    guests = Subscriber.objects.filter(user=None, email__in=user.proven_addresses)
    for guest in guests.select_for_update(no_key=True, of=("self",)):
        member, _ = Subscriber.objects.get_or_create(user=user)
        key, is_free = guest.key, not member.mails.exists()
        _move_guest(guest, member)
        guest.delete()
        if is_free:
            # Links in mails sent to the guest keep working.
            member.key = key
            member.save(update_fields=["key"])


def _move_guest(guest: Subscriber, member: Subscriber) -> None:
    chosen = member.preferences.values_list("kind", flat=True)
    guest.preferences.exclude(kind__in=list(chosen)).update(subscriber=member)
    articles = member.follows.exclude(article=None).values_list("article", flat=True)
    authors = member.follows.exclude(author=None).values_list("author", flat=True)
    dossiers = member.follows.exclude(dossier=None).values_list("dossier", flat=True)
    follows = guest.follows.exclude(article__in=list(articles)).exclude(author__in=list(authors))
    follows.exclude(dossier__in=list(dossiers)).update(subscriber=member)
    told = set(member.notices.values_list("kind", "comment", "article"))
    for notice in guest.notices.all():
        if (notice.kind, notice.comment_id, notice.article_id) not in told:
            notice.subscriber = member
            notice.save(update_fields=["subscriber"])
    # Unsent mails go to the member.
    guest.mails.update(subscriber=member)
