"""Invitations to the writer of a reaction to let it become an article, and the answers."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.models import User
from articles import actions as articles
from articles.models import Article, ArticleText
from comments.actions.mails import send_invitation
from comments.actions.shared import WrongState, reload_comment
from comments.models import Comment, Invitation
from comments.permissions import may_be_invited
from common.events import publish_event
from moderation.audit_log import comment_subject, record

State = Invitation.State


@transaction.atomic
def invite_writer(comment: Comment, *, note: str, by: User) -> Invitation:
    """Invite the writer, on the site and by mail.

    Raises `WrongState` if an invitation is open, the reaction is not public, or its writer has no
    proven address.
    """
    _held(comment)
    comment = reload_comment(comment)
    if not may_be_invited(comment) or comment.invitations.open().exists():
        raise WrongState
    # Close an expired invitation, as only one can be open.
    comment.invitations.filter(state=State.ASKED).update(state=State.CALLED_BACK)
    invitation = Invitation.objects.create(comment=comment, by=by, note=note)
    send_invitation.enqueue(invitation.pk)
    publish_event("invited", invitation.pk)
    record("invited", comment_subject(comment.pk), by=by)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation) -> Article:
    """Accept: start a draft with the text of the reaction, under its writer's name."""
    invitation = _fresh(invitation)
    if not invitation.can_be_accepted:
        raise WrongState
    comment = invitation.comment
    with translation.override(comment.language):
        title = gettext("In response to “%(title)s”") % {"title": comment.article.title}
    invitation.article = articles.start_article_from_text(
        ArticleText(title[:200], "", comment.html),
        name=comment.name,
        affiliation=comment.affiliation,
        user=comment.user,
        language=comment.language,
        answers=comment.article,
    )
    _answered(invitation, State.ACCEPTED, "invitation_accepted")
    return invitation.article


@transaction.atomic
def decline_invitation(invitation: Invitation) -> None:
    invitation = _fresh(invitation)
    if not invitation.is_asked:
        raise WrongState
    _answered(invitation, State.DECLINED, "invitation_declined")


@transaction.atomic
def withdraw_consent(invitation: Invitation) -> None:
    """Withdraw the consent and discard the draft, as long as it was never published."""
    invitation = _fresh(invitation)
    if not invitation.is_accepted or invitation.was_published:
        raise WrongState
    _discard(invitation)
    _answered(invitation, State.TAKEN_BACK, "invitation_taken_back")


@transaction.atomic
def cancel_invitation(invitation: Invitation, *, by: User) -> None:
    """Cancel an unanswered invitation; once accepted, only the writer can withdraw."""
    invitation = _fresh(invitation)
    if not invitation.is_asked:
        raise WrongState
    invitation.state = State.CALLED_BACK
    invitation.save(update_fields=["state"])
    record("invitation_called_back", comment_subject(invitation.comment_id), by=by)


def erase_invitations(comment: Comment) -> None:
    """Delete the invitations of a reaction whose writer is erased, and drafts that came of them.

    A published article stays, because the writer agreed to its publication under that name.
    """
    for invitation in comment.invitations.select_related("article"):
        if invitation.article and not invitation.was_published:
            _discard(invitation)
        invitation.delete()


def _discard(invitation: Invitation) -> None:
    draft, invitation.article = invitation.article, None
    invitation.save(update_fields=["article"])
    if draft is not None:
        try:
            articles.discard_article(draft)
        except articles.AlreadyPublished as error:
            raise WrongState from error


def _answered(invitation: Invitation, state: str, verb: str) -> None:
    invitation.state, invitation.answered_at = state, timezone.now()
    invitation.save(update_fields=["state", "answered_at", "article"])
    record(verb, comment_subject(invitation.comment_id), by=invitation.comment.user)


def _held(comment: Comment) -> None:
    """Lock the reaction's row until the commit, so that its invitations change one at a time."""
    Comment.objects.select_for_update(no_key=True).only("pk").get(pk=comment.pk)


def _fresh(invitation: Invitation) -> Invitation:
    _held(invitation.comment)
    return Invitation.objects.whole().get(pk=invitation.pk)
