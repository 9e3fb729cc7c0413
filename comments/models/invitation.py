"""Invitations: an editor asks the writer of a reaction to let it become an article."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models.comment import Comment
from comments.models.states import Status


class InvitationQuerySet(models.QuerySet):
    def asked(self) -> "InvitationQuerySet":
        """Return invitations that can still be answered."""
        since = timezone.now() - Invitation.LASTS
        return self.filter(state=Invitation.State.ASKED, created_at__gt=since)

    def open(self) -> "InvitationQuerySet":
        """Return invitations that wait for an answer or were accepted."""
        return self.asked() | self.filter(state=Invitation.State.ACCEPTED)

    def whole(self) -> "InvitationQuerySet":
        return self.select_related("comment__article", "comment__user", "article")

    def behind(self, article: Article) -> "Invitation | None":
        """Return the invitation that this article came of, if its reaction is public, else None."""
        readable = Article.objects.published()
        found = self.filter(article=article, state=Invitation.State.ACCEPTED)
        found = found.filter(comment__status=Status.PUBLISHED, comment__article__in=readable)
        return found.select_related("comment__article").first()


class Invitation(models.Model):
    """A request for the writer's consent, which they can withdraw until publication."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted by the writer")
        DECLINED = "declined", _("declined by the writer")
        TAKEN_BACK = "taken_back", _("consent withdrawn by the writer")
        CALLED_BACK = "called_back", _("withdrawn by the editors")

    LASTS = timedelta(days=60)  # time in which it can be answered

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="invitations")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The editor's message to the writer, as typed.
    note = models.TextField(_("message to the writer"), blank=True, max_length=1000)
    state = models.CharField(max_length=11, choices=State.choices, default=State.ASKED)
    # The article that came of it; null after the consent was withdrawn.
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=("asked", "accepted", "declined", "taken_back", "called_back")
                ),
                name="invitation_state",
            ),
            models.UniqueConstraint(
                fields=("comment",),
                condition=Q(state__in=("asked", "accepted")),
                name="invitation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(article=None) | Q(state="accepted"), name="invitation_article_accepted"
            ),
        )

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.state}"

    @property
    def ends_at(self) -> datetime:
        return self.created_at + self.LASTS

    @property
    def is_asked(self) -> bool:
        return self.state == self.State.ASKED and not self.is_expired

    @property
    def is_expired(self) -> bool:
        """Return True if nobody answered it in time."""
        return self.state == self.State.ASKED and self.ends_at <= timezone.now()

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    @property
    def was_published(self) -> bool:
        """Return True if the article is or was public: then consent cannot be withdrawn here."""
        article = self.article
        return article is not None and (
            article.is_published or article.status == Article.Status.WITHDRAWN
        )

    @property
    def can_be_accepted(self) -> bool:
        comment = self.comment
        return self.is_asked and comment.is_published and comment.article.is_published
