"""Who wants to hear what, what there is to tell them, and the mails in which they are told."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Article, Byline, Dossier, DossierPiece
from comments.models import Comment, Decision, Invitation
from notifications.issue import Issue
from notifications.kinds import DEFAULT, ONLY_BY_MAIL, Kind, Pace
from notifications.mailing import Mailing

# Beyond so many nobody counts what is unread.
MOST_COUNTED = 100


class SubscriberQuerySet(models.QuerySet):
    def of_member(self, user: User) -> "Subscriber":
        """The one row of a member, made when it is not there yet."""
        subscriber, _ = self.get_or_create(user=user)
        subscriber.user = user  # whom there is no need to ask for
        return subscriber

    def of_guest(self, address: str) -> "Subscriber | None":
        return self.filter(email=address.strip().lower(), user=None).first()

    def of_members(self, users: models.QuerySet) -> "SubscriberQuerySet":
        """The rows of these members, made where they are not there yet."""
        missing = users.filter(subscriber=None).order_by()
        self.bulk_create([Subscriber(user=user) for user in missing], ignore_conflicts=True)
        return self.filter(user__in=users.order_by().values("pk"))

    def following(self, **what) -> "SubscriberQuerySet":
        """Who follows an article, a dossier or an author."""
        follows = Follow.objects.filter(subscriber=OuterRef("pk"), **what)
        return self.filter(Exists(follows))


class Subscriber(models.Model):
    """Someone who can be told something: a member, or a guest by their address."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="subscriber",
    )
    # A guest's, in lower case; empty for a member, whose account has it.
    email = models.EmailField(blank=True)
    # When a guest showed that the address is theirs. Until then nothing is mailed but the question.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=2, default="nl")
    # In the links of mails, which must work for years and say nothing of who it is.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # Since when the address bounces, or its owner called our mail unwanted: nothing is sent.
    bounced_at = models.DateTimeField(null=True, blank=True)
    # Since when its owner called our mail unwanted, which opening a mail does not take back.
    complained_at = models.DateTimeField(null=True, blank=True)
    # How often their bell rang. Who has a page open is told when this is no longer what it was.
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
        """Where they can be mailed: an address shown to be theirs that takes mail, or nothing."""
        return "" if self.bounced_at else self.proven_address

    @property
    def proven_address(self) -> str:
        """An address shown to be theirs, or nothing; whether it takes mail is another matter."""
        if self.user:
            return self.user.proven_email if self.user.is_active else ""
        return self.email if self.confirmed_at else ""

    @property
    def tongue(self) -> str:
        """The language to write to them in."""
        return self.user.language if self.user else self.language


class Preference(models.Model):
    """How soon someone wants one kind by mail, where that is not the default."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=12, choices=Kind.choices)
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

    def standing(self) -> "FollowQuerySet":
        """Of what can be seen: an article that was withdrawn is followed, and not named."""
        seen = Article.objects.published().filter(pk=OuterRef("article"))
        shown = Q(dossier__published_at__isnull=False)
        return self.filter(Exists(seen) | Q(author__is_active=True) | shown)

    def to_show(self) -> "FollowQuerySet":
        return self.select_related("article", "author", "dossier").order_by("-pk")


class Follow(models.Model):
    """Someone wants to hear of an article, of a dossier, or of what an author publishes."""

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
            # Who follows this, a batch at a time.
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


class Mail(models.Model):
    """One mail to one person: made with the notices that it bundles, sent by the worker.

    Its text is made at the moment of sending, of what is public then, and is not kept.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    # The newsletter that it brings; else it brings its notices.
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    # Or what another room mails to the newsletter's readers.
    mailing = models.ForeignKey(
        Mailing, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    # Of the Message-ID: the same at each attempt, so that a mailbox can know it for the same.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    # When it is to be tried (again); null when it was sent or need not be any more.
    due_at = models.DateTimeField(null=True, default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = (
            models.Index(
                fields=("due_at", "id"), name="mail_due", condition=Q(due_at__isnull=False)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("issue", "subscriber"),
                condition=Q(issue__isnull=False),
                name="mail_of_issue_once",
            ),
            models.UniqueConstraint(
                fields=("mailing", "subscriber"),
                condition=Q(mailing__isnull=False),
                name="mail_of_mailing_once",
            ),
            models.CheckConstraint(
                condition=Q(issue=None) | Q(mailing=None), name="mail_brings_one_thing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Told(models.Model):
    """That whoever follows it was told this of an article: some things are told once.

    Of its place in a dossier, who follows that dossier.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    dossier = models.ForeignKey(
        Dossier, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("article", "kind"), condition=Q(dossier=None), name="told_once_a_kind"
            ),
            models.UniqueConstraint(
                fields=("article", "kind", "dossier"),
                condition=Q(dossier__isnull=False),
                name="told_once_a_dossier",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.article_id}"


class NoticeQuerySet(models.QuerySet):
    def of_user(self, user: User | int) -> "NoticeQuerySet":
        """What a member has on the site."""
        return self.filter(subscriber__user=user).exclude(kind__in=ONLY_BY_MAIL)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def standing(self) -> "NoticeQuerySet":
        """What may be told at this moment: its cause is public, and still concerns this person.

        Whatever shows, counts or mails notices takes them through here.
        """
        return self.filter(
            Q(subscriber__user=None) | Q(subscriber__user__is_active=True), _standing()
        )

    def how_many(self) -> int:
        """How many there are, up to a bound."""
        return self.order_by()[:MOST_COUNTED].count()

    def to_show(self) -> "NoticeQuerySet":
        """Each with all that its line says."""
        return self.select_related(
            "article", "comment__parent", "decision__statement"
        ).prefetch_related("article__bylines")


def _is_theirs(comment: str) -> Q:
    """Whether who is told wrote this: by their account, or as a guest who asked to be told."""
    member = Q(**{f"{comment}__user": models.F("subscriber__user")})
    guest = Q(subscriber__user=None) & Q(
        **{
            f"{comment}__user": None,
            f"{comment}__wants_answers": True,
            f"{comment}__email": models.F("subscriber__email"),
        }
    )
    return member | guest


def _standing() -> Q:
    """What holds for each kind of notice that may be told."""
    seen = Exists(Article.objects.published().filter(pk=OuterRef("article")))
    public = Q(comment__status=Comment.Status.PUBLISHED)
    # A decision that was undone, or followed by another on the same words, is none any more.
    later = Decision.objects.filter(
        comment=OuterRef("comment"),
        revision=OuterRef("decision__revision"),
        pk__gt=OuterRef("decision"),
    )
    holds = Q(comment__status=models.F("decision__to_status")) & ~Exists(later)
    follows = Follow.objects.filter(subscriber=OuterRef("subscriber"))
    followed = Exists(follows.filter(article=OuterRef("article")))
    # Two queries deep, so twice out.
    by = Byline.objects.filter(article=OuterRef(OuterRef("article")), user__is_active=True)
    author = Exists(follows.filter(author__in=by.values("user")))
    places = DossierPiece.objects.filter(
        article=OuterRef(OuterRef("article")), dossier__published_at__isnull=False
    )
    dossier = Exists(follows.filter(dossier__in=places.values("dossier")))
    asked = Exists(Invitation.objects.asked().filter(comment=OuterRef("comment")))
    team = User.objects.filter(pk=OuterRef("subscriber__user")).moderating()
    return (
        Q(seen, public, _is_theirs("comment__parent"), kind__in=(Kind.REPLY, Kind.ANSWER))
        | Q(seen, _is_theirs("comment"), holds, kind=Kind.DECIDED)
        | Q(seen, public, followed, kind=Kind.FOLLOWED)
        | Q(seen, followed, kind=Kind.CLOSED, article__closed_at__lte=timezone.now())
        | Q(~Q(article__conclusions=""), seen, followed, kind=Kind.CONCLUDED)
        | Q(Q(author) | Q(dossier), seen, kind=Kind.ARTICLE)
        | Q(seen, public, _is_theirs("comment"), asked, kind=Kind.INVITED)
        | Q(Exists(Comment.objects.queue()), Exists(team), kind=Kind.HELD)
        | Q(Exists(Comment.objects.open_questions(OuterRef("subscriber__user"))), kind=Kind.WAITING)
    )


class Notice(models.Model):
    """One thing to tell one person. It quotes nothing: what it is about is looked up when shown."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    comment = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    # What was decided on the reaction: one notice a decision.
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    # From when it goes into a mail; null when it is for the site alone, or in a mail already.
    mail_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(
        Mail, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("subscriber", "-id"), name="notice_newest"),
            models.Index(
                fields=("subscriber",), name="notice_unread", condition=Q(read_at__isnull=True)
            ),
            models.Index(
                fields=("mail_at", "id"), name="notice_to_mail", condition=Q(mail_at__isnull=False)
            ),
        )
        constraints = (
            # Told once, however often the worker is asked to.
            models.UniqueConstraint(
                fields=("subscriber", "kind", "comment"),
                condition=Q(comment__isnull=False, decision=None),
                name="notice_of_comment_once",
            ),
            models.UniqueConstraint(
                fields=("subscriber", "decision"),
                condition=Q(decision__isnull=False),
                name="notice_of_decision_once",
            ),
            models.UniqueConstraint(
                fields=("subscriber", "kind", "article"),
                condition=Q(comment=None, article__isnull=False),
                name="notice_of_article_once",
            ),
            # How something stands, such as that reactions wait, is one notice, raised again.
            models.UniqueConstraint(
                fields=("subscriber", "kind"),
                condition=Q(comment=None, article=None),
                name="notice_of_state_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.comment_id or self.article_id}"


def paces_of(subscribers: Iterable[Subscriber], kind: str) -> dict[int, str]:
    """How soon each of these wants this kind by mail, by the key of the subscriber."""
    keys = [subscriber.pk for subscriber in subscribers]
    chosen = Preference.objects.filter(subscriber__in=keys, kind=kind)
    return dict.fromkeys(keys, DEFAULT[kind]) | dict(chosen.values_list("subscriber", "pace"))


def pace_of(subscriber: Subscriber, kind: str) -> str:
    """How soon this person wants this kind by mail."""
    return paces_of([subscriber], kind)[subscriber.pk]


def chosen_by(subscriber: Subscriber) -> dict[str, str]:
    """How soon this person wants each kind by mail."""
    return DEFAULT | dict(subscriber.preferences.values_list("kind", "pace"))
