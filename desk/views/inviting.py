"""The page by which an editor invites a writer to make an article of a reaction."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guards import require_permission
from accounts.permissions import is_moderator, may_set_rules
from comments import actions
from comments.models import Comment
from comments.permissions import may_invite
from common.ratelimit import within_rate_limit
from desk.forms.inviting import InvitationForm

MOST_INVITATIONS_A_DAY = 30  # by one editor


@require_permission(may_set_rules, is_moderator)
@require_http_methods(["GET", "HEAD", "POST"])
def invite_writer_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and send the invitation of a writer, cancel it, and show its outcome."""
    comment = get_object_or_404(Comment.objects.select_related("article", "user"), pk=pk)
    latest = comment.invitations.select_related("article").first()
    form = InvitationForm(request.POST or None)
    if request.method == "POST":
        if "call_back" in request.POST and latest:
            with suppress(actions.WrongState):
                actions.cancel_invitation(latest, by=request.user)
            return redirect(request.path)
        if form.is_valid() and _send_invitation(request, comment, form.cleaned_data["note"]):
            return redirect(request.path)
    context = {
        "comment": comment,
        "latest": latest,
        "is_open": latest is not None and (latest.is_asked or latest.is_accepted),
        "may_invite": may_invite(request.user, comment),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/invite.html", context, status=status)


def _send_invitation(request: HttpRequest, comment: Comment, note: str) -> bool:
    if not within_rate_limit("invite", str(request.user.pk), MOST_INVITATIONS_A_DAY, 86_400):
        messages.error(request, _("That is the maximum for one day. Continue tomorrow."))
        return False
    try:
        actions.invite_writer(comment, note=note, by=request.user)
    except actions.WrongState:
        messages.error(request, _("The writer cannot be invited now. This is the current status."))
        return False
    messages.success(request, _("The writer has been invited, by email and on the site."))
    return True
