"""The notices, and the record of events that were announced."""

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

    def standing(self) -> "NoticeQuerySet":
        """Return the notices that still apply: the cause is public and concerns this person.

        All code that shows, counts or mails notices must use this filter.
        """
        return self.filter(
            Q(subscriber__user=None) | Q(subscriber__user__is_active=True), _still_applies()
        )

    def how_many(self) -> int:
        """Return the count, up to `MAX_COUNTED`."""
        return self.order_by()[:MAX_COUNTED].count()

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


def _still_applies() -> Q:
    """Match the notices that still apply, kind by kind."""
    seen = Exists(Article.objects.published().filter(pk=OuterRef("article")))
    public = Q(comment__status=Comment.Status.PUBLISHED)
    # A decision that was undone, or followed by another on the same revision, no longer applies.
    later = Decision.objects.filter(
        comment=OuterRef("comment"),
        revision=OuterRef("decision__revision"),
        pk__gt=OuterRef("decision"),
    )
    holds = Q(comment__status=models.F("decision__to_status")) & ~Exists(later)
    follows = Follow.objects.filter(subscriber=OuterRef("subscriber"))
    followed = Exists(follows.filter(article=OuterRef("article")))
    # A subquery within a subquery, hence the double OuterRef.
    by = Byline.objects.filter(article=OuterRef(OuterRef("article")), user__is_active=True)
    author = Exists(follows.filter(author__in=by.values("user")))
    places = DossierPiece.objects.filter(
        article=OuterRef(OuterRef("article")), dossier__published_at__isnull=False
    )
    dossier = Exists(follows.filter(dossier__in=places.values("dossier")))
    asked = Exists(Invitation.objects.asked().filter(comment=OuterRef("comment")))
    team = User.objects.filter(pk=OuterRef("subscriber__user")).able_to_moderate()
    return (
        Q(
            seen,
            public,
            _is_own_comment("comment__parent"),
            kind__in=(NoticeKind.REPLY, NoticeKind.ANSWER),
        )
        | Q(seen, _is_own_comment("comment"), holds, kind=NoticeKind.DECIDED)
        | Q(seen, public, followed, kind=NoticeKind.FOLLOWED)
        | Q(seen, followed, kind=NoticeKind.CLOSED, article__closed_at__lte=timezone.now())
        | Q(~Q(article__conclusions=""), seen, followed, kind=NoticeKind.CONCLUDED)
        | Q(Q(author) | Q(dossier), seen, kind=NoticeKind.ARTICLE)
        | Q(seen, public, _is_own_comment("comment"), asked, kind=NoticeKind.INVITED)
        | Q(Exists(Comment.objects.queue()), Exists(team), kind=NoticeKind.HELD)
        | Q(
            Exists(Comment.objects.open_questions(OuterRef("subscriber__user"))),
            kind=NoticeKind.WAITING,
        )
    )


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
