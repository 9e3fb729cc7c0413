"""The notices, and the record of events that were announced."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Article, Byline, Dossier, DossierPiece
from comments.models import Comment, Decision, Invitation
from notifications.kinds import ONLY_BY_MAIL, NoticeKind
from notifications.models.mail import Mail
from notifications.models.subscriber import Follow, Subscriber

# Unread notices are counted up to this number.
MAX_COUNTED = 100


class Told(models.Model):
    """An event of an article that was announced to its followers, and is not announced again.

    With a dossier: the article's place in it was announced to the followers of that dossier.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    dossier = models.ForeignKey(
        Dossier, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
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
        """Return the member's notices that show on the site."""
        return self.filter(subscriber__user=user).exclude(kind__in=ONLY_BY_MAIL)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def current(self, kinds: Iterable[str] | None = None) -> "NoticeQuerySet":
        """Return the notices that still apply: the cause is public and concerns this person.

        All code that shows, counts or mails notices must use this filter. Each kind makes the
        query longer: name the `kinds` where these are known.
        """
        conditions = (
            Q(condition(), kind=kind)
            for kind, condition in _CONDITIONS.items()
            if kinds is None or kind in kinds
        )
        return self.filter(
            Q(subscriber__user=None) | Q(subscriber__user__is_active=True),
            reduce(or_, conditions, Q(pk__in=())),
        )

    def count_current(self) -> int:
        """Return the number of notices that still apply, up to `MAX_COUNTED`."""
        kinds = set(self.order_by().values_list("kind", flat=True).distinct())
        return self.current(kinds).order_by()[:MAX_COUNTED].count() if kinds else 0

    def to_show(self) -> "NoticeQuerySet":
        """Fetch the related objects that the line of a notice shows."""
        return self.select_related(
            "article", "comment__parent", "decision__statement"
        ).prefetch_related("article__bylines")


def _is_own_comment(comment: str) -> Q:
    """Match the subscriber's own comments: by their account, or as a guest who asked to be
    notified."""
    member = Q(**{f"{comment}__user": models.F("subscriber__user")})
    guest = Q(subscriber__user=None) & Q(
        **{
            f"{comment}__user": None,
            f"{comment}__wants_answers": True,
            f"{comment}__email": models.F("subscriber__email"),
        }
    )
    return member | guest


def _shown() -> Exists:
    return Exists(Article.objects.published().filter(pk=OuterRef("article")))


def _public() -> Q:
    return Q(_shown(), comment__status=Comment.Status.PUBLISHED)


def _follows() -> models.QuerySet[Follow]:
    return Follow.objects.filter(subscriber=OuterRef("subscriber"))


def _followed() -> Q:
    return Q(_shown(), Exists(_follows().filter(article=OuterRef("article"))))


def _answered() -> Q:
    return Q(_public(), _is_own_comment("comment__parent"))


def _decided() -> Q:
    # A decision that was undone, or followed by another on the same revision, no longer applies.
    later = Decision.objects.filter(
        comment=OuterRef("comment"),
        revision=OuterRef("decision__revision"),
        pk__gt=OuterRef("decision"),
    )
    holds = Q(~Exists(later), comment__status=models.F("decision__to_status"))
    return Q(_shown(), _is_own_comment("comment"), holds)


def _of_followed_author_or_dossier() -> Q:
    # A subquery within a subquery, hence the double OuterRef.
    by = Byline.objects.filter(article=OuterRef(OuterRef("article")), user__is_active=True)
    author = Exists(_follows().filter(author__in=by.values("user")))
    places = DossierPiece.objects.filter(
        article=OuterRef(OuterRef("article")), dossier__published_at__isnull=False
    )
    dossier = Exists(_follows().filter(dossier__in=places.values("dossier")))
    return Q(Q(author) | Q(dossier), _shown())


def _invited() -> Q:
    asked = Exists(Invitation.objects.asked().filter(comment=OuterRef("comment")))
    return Q(_public(), _is_own_comment("comment"), asked)


def _held() -> Q:
    team = User.objects.filter(pk=OuterRef("subscriber__user")).able_to_moderate()
    return Q(Exists(Comment.objects.queue()), Exists(team))


def _waiting() -> Q:
    return Q(Exists(Comment.objects.open_questions(OuterRef("subscriber__user"))))


# The condition under which a notice of each kind still applies.
_CONDITIONS: dict[NoticeKind, Callable[[], Q]] = {
    NoticeKind.REPLY: _answered,
    NoticeKind.ANSWER: _answered,
    NoticeKind.DECIDED: _decided,
    NoticeKind.FOLLOWED: lambda: Q(_followed(), comment__status=Comment.Status.PUBLISHED),
    NoticeKind.CLOSED: lambda: Q(_followed(), article__closed_at__lte=timezone.now()),
    NoticeKind.CONCLUDED: lambda: Q(~Q(article__conclusions=""), _followed()),
    NoticeKind.ARTICLE: _of_followed_author_or_dossier,
    NoticeKind.INVITED: _invited,
    NoticeKind.HELD: _held,
    NoticeKind.WAITING: _waiting,
}


class Notice(models.Model):
    """A notice to one person. It holds no text: its subject is looked up when it is shown."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    comment = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    # The decision on the comment: one notice a decision.
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    # The time from which it is mailed; null if it is not mailed, or in a mail already.
    mail_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(
        Mail, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
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
            # The task of a worker that was killed is run again, and must not notify twice.
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
            # A state, such as comments that wait, is one notice that is raised again.
            models.UniqueConstraint(
                fields=("subscriber", "kind"),
                condition=Q(comment=None, article=None),
                name="notice_of_state_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.comment_id or self.article_id}"
