"""Asking a writer to let a reaction become a piece, and the page on which they answer."""

from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.guards import only
from accounts.permissions import is_moderator, may_set_rules
from comments import actions, tokens
from comments.forms import InvitationForm
from comments.models import Comment, Invitation
from comments.permissions import Guest, may_invite, owns
from common.clients import network
from common.ratelimit import allow

MOST = 30  # a day, by one editor


@only(may_set_rules, is_moderator)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """An editor's page: what happens, a word to the writer, and what came of it."""
    comment = get_object_or_404(Comment.objects.select_related("article", "user"), pk=pk)
    latest = comment.invitations.select_related("article").first()
    form = InvitationForm(request.POST or None)
    if request.method == "POST":
        if "call_back" in request.POST and latest:
            with suppress(actions.NotNow):
                actions.call_back(latest, by=request.user)
            return redirect(request.path)
        if form.is_valid() and _sent(request, comment, form.cleaned_data["note"]):
            return redirect(request.path)
    context = {
        "comment": comment,
        "latest": latest,
        "is_open": latest is not None and (latest.is_asked or latest.is_accepted),
        "may_invite": may_invite(request.user, comment),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "comments/invite.html", context, status=status)


def _sent(request: HttpRequest, comment: Comment, note: str) -> bool:
    if not allow("invite", str(request.user.pk), MOST, 86_400):
        messages.error(request, _("That is a lot for one day. Please go on tomorrow."))
        return False
    try:
        actions.invite(comment, note=note, by=request.user)
    except actions.NotNow:
        messages.error(request, _("The writer cannot be asked now. This is how it is."))
        return False
    messages.success(request, _("The writer is asked, by mail and on the site."))
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_member(request: HttpRequest, pk: int) -> HttpResponse:
    """A member's own. Someone else's answers as one that does not exist."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    invitation = get_object_or_404(Invitation.objects.whole(), pk=pk)
    if not owns(request.user, invitation.comment, Guest()):
        raise Http404
    return _page(request, invitation)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A guest's, behind the link in the mail. Looking changes nothing: mail scanners look too."""
    invitation = tokens.read_invitation(token)
    if invitation is None:
        return render(request, "comments/invitation.html", {"invitation": None}, status=404)
    if invitation.comment.user_id:
        return redirect("invitation", invitation.pk)
    return _page(request, invitation)


def _page(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        if not allow("invitation", network(request), 20, 3600):
            return render(request, "429.html", status=429)
        act = ANSWERS.get(request.POST.get("do", ""))
        if act is None:
            return redirect(request.path)
        try:
            act(invitation)
        except actions.NotNow:
            messages.error(request, _("That cannot be done any more. This is how it is now."))
        return redirect(request.path)
    comment = invitation.comment
    context = {
        "invitation": invitation,
        "comment": comment,
        "is_member": comment.user_id is not None,
    }
    return render(request, "comments/invitation.html", context)


ANSWERS = {"yes": actions.accept, "no": actions.decline, "take_back": actions.take_back}
