"""The personal data in preferences, follows and notices, for export and erasure."""

from accounts.identity import Identity
from accounts.models import User
from notifications.models import Subscriber


def collect_notification_data(user: User | None, address: str) -> dict:
    who = Identity(user.pk) if user else Identity(None, address)
    found = Subscriber.objects.filter(who.rows())
    subscriber = found.prefetch_related("preferences", "follows", "notices", "mails").first()
    if subscriber is None:
        return {}
    return {
        "confirmed_at": subscriber.confirmed_at,
        "bounced_at": subscriber.bounced_at,
        "complained_at": subscriber.complained_at,
        "preferences": {one.kind: one.pace for one in subscriber.preferences.all()},
        "follows": [
            {
                "article": one.article.title if one.article else "",
                "author": one.author.name if one.author else "",
                "dossier": one.dossier.title if one.dossier and one.dossier.is_published else "",
                "created_at": one.created_at,
            }
            for one in subscriber.follows.select_related("article", "author", "dossier")
        ],
        "notices": [
            {"kind": one.kind, "created_at": one.created_at, "read_at": one.read_at}
            for one in subscriber.notices.all()
        ],
        "mails": [
            {"kind": one.kind, "created_at": one.created_at, "sent_at": one.sent_at}
            for one in subscriber.mails.all()
        ],
    }
