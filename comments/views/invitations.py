"""The page on which a writer answers the request to let a reaction become an article."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import actions, tokens
from comments.models import Invitation
from comments.permissions import Guest, is_own_comment
from common.clients import client_network
from common.ratelimit import within_rate_limit


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_invitation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a member's own invitation; someone else's gives a 404."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    invitation = get_object_or_404(Invitation.objects.whole(), pk=pk)
    if not is_own_comment(request.user, invitation.comment, Guest()):
        raise Http404
    return _page(request, invitation)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest_invitation_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show a guest's invitation. GET changes nothing, as mail scanners follow links."""
    invitation = tokens.invitation_from_token(token)
    if invitation is None:
        return render(request, "comments/invitation.html", {"invitation": None}, status=404)
    if invitation.comment.user_id:
        return redirect("invitation", invitation.pk)
    return _page(request, invitation)


def _page(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        if not within_rate_limit("invitation", client_network(request), 20, 3600):
            return render(request, "429.html", status=429)
        act = INVITATION_ACTIONS.get(request.POST.get("do", ""))
        if act is None:
            return redirect(request.path)
        try:
            act(invitation)
        except actions.WrongState:
            messages.error(request, _("This is no longer possible. This is the current status."))
        return redirect(request.path)
    comment = invitation.comment
    context = {
        "invitation": invitation,
        "comment": comment,
        "is_member": comment.user_id is not None,
    }
    return render(request, "comments/invitation.html", context)


INVITATION_ACTIONS = {
    "yes": actions.accept_invitation,
    "no": actions.decline_invitation,
    "take_back": actions.withdraw_consent,
}
