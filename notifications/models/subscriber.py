"""Subscribers, their preferences and their follows."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identity import proven_address
from accounts.models import User
from articles.models import Article, Dossier
from notifications.kinds import DEFAULT_PACES, NoticeKind, Pace


class SubscriberQuerySet(models.QuerySet):
    def of_member(self, user: User) -> "Subscriber":
        """Return the subscriber of a member, created if missing."""
        subscriber, _ = self.get_or_create(user=user)
        subscriber.user = user  # saves a query
        return subscriber

    def is_confirmed_guest(self, address: str) -> bool:
        """Return True if someone without an account confirmed this address."""
        return self.filter(email=address, user=None, confirmed_at__isnull=False).exists()

    def of_members(self, users: models.QuerySet) -> "SubscriberQuerySet":
        """Return the subscribers of these members, created where missing."""
        missing = users.filter(subscriber=None).order_by()
        self.bulk_create([Subscriber(user=user) for user in missing], ignore_conflicts=True)
        return self.filter(user__in=users.order_by().values("pk"))

    def following(self, **what) -> "SubscriberQuerySet":
        """Return the subscribers who follow an article, a dossier or an author."""
        follows = Follow.objects.filter(subscriber=OuterRef("pk"), **what)
        return self.filter(Exists(follows))


class Subscriber(models.Model):
    """Someone who can be notified: a member, or a guest by their address."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="subscriber",
    )
    # A guest's address, in lower case; empty for a member, whose account has it.
    email = models.EmailField(blank=True)
    # When a guest confirmed the address. Until then only the request to confirm is mailed.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=2, default="nl")
    # For links in mails, which must work for years and not identify the subscriber.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # When the address bounced, or its owner reported our mail as spam: nothing is sent since.
    bounced_at = models.DateTimeField(null=True, blank=True)
    # When its owner reported our mail as spam; confirming the address does not clear this.
    complained_at = models.DateTimeField(null=True, blank=True)
    # Counts the changes of the unread badge; open pages get a push when it differs (badges.py).
    bell = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False, email="") | (Q(user=None) & ~Q(email="")),
                name="subscriber_is_someone",
            ),
            models.UniqueConstraint(
                fields=("email",), condition=~Q(email=""), name="subscriber_email_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def address(self) -> str:
        """The address to mail to: confirmed and not bounced, or ""."""
        return "" if self.bounced_at else self.proven_address

    @property
    def proven_address(self) -> str:
        """The confirmed address, or "", even if it bounces."""
        if self.user and not self.user.is_active:
            return ""
        return proven_address(self)

    @property
    def mail_language(self) -> str:
        """The language of the mails to this subscriber."""
        return self.user.language if self.user else self.language


class Preference(models.Model):
    """The chosen frequency of one kind of mail; without one, the default holds."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    pace = models.CharField(max_length=8, choices=Pace.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("subscriber", "kind"), name="preference_once_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.pace}"


class FollowQuerySet(models.QuerySet):
    def of(self, subscriber: Subscriber | None) -> "FollowQuerySet":
        return self.filter(subscriber=subscriber) if subscriber else self.none()

    def current(self) -> "FollowQuerySet":
        """Return the follows of what is public.

        A follow of a withdrawn article is kept, but the article is not named.
        """
        seen = Article.objects.published().filter(pk=OuterRef("article"))
        shown = Q(dossier__published_at__isnull=False)
        return self.filter(Exists(seen) | Q(author__is_active=True) | shown)

    def to_show(self) -> "FollowQuerySet":
        return self.select_related("article", "author", "dossier").order_by("-pk")


class Follow(models.Model):
    """A subscription to an article, to a dossier, or to what an author publishes."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="follows")
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    dossier = models.ForeignKey(
        Dossier, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        indexes = (
            # For reading the followers in batches.
            models.Index(fields=("article", "subscriber"), name="follow_of_article"),
            models.Index(fields=("author", "subscriber"), name="follow_of_author"),
            models.Index(fields=("dossier", "subscriber"), name="follow_of_dossier"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(article__isnull=False, author=None, dossier=None)
                | Q(article=None, author__isnull=False, dossier=None)
                | Q(article=None, author=None, dossier__isnull=False),
                name="follow_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=("subscriber", "article"),
                condition=Q(article__isnull=False),
                name="follow_article_once",
            ),
            models.UniqueConstraint(
                fields=("subscriber", "author"),
                condition=Q(author__isnull=False),
                name="follow_author_once",
            ),
            models.UniqueConstraint(
                fields=("subscriber", "dossier"),
                condition=Q(dossier__isnull=False),
                name="follow_dossier_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subscriber_id} → {self.article_id or self.author_id or self.dossier_id}"


def subscriber_paces(subscribers: Iterable[Subscriber], kind: str) -> dict[int, str]:
    """Return the frequency of this kind for each subscriber, by key."""
    keys = [subscriber.pk for subscriber in subscribers]
    chosen = Preference.objects.filter(subscriber__in=keys, kind=kind)
    return dict.fromkeys(keys, DEFAULT_PACES[kind]) | dict(chosen.values_list("subscriber", "pace"))


def subscriber_pace(subscriber: Subscriber, kind: str) -> str:
    """Return the subscriber's frequency for this kind of mail."""
    return subscriber_paces([subscriber], kind)[subscriber.pk]


def chosen_paces(subscriber: Subscriber) -> dict[str, str]:
    """Return the subscriber's frequency for each kind of mail."""
    return DEFAULT_PACES | dict(subscriber.preferences.values_list("kind", "pace"))
