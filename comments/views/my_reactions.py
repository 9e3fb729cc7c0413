"""The page of one's own reactions, for guests and members, and leaving as a guest."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import guest_session
from comments import actions, tokens, visitor
from comments.claimable import claim_offer_for
from comments.models import Invitation
from comments.my_reactions import NEW_ANSWERS, own_comments_overview

_LOOKED = "looked"


@never_cache
@require_safe
def my_comments_page(request: HttpRequest) -> HttpResponse:
    """List the visitor's own reactions; send an unknown visitor to the page to request a link."""
    if not (guest_session.visitor_identity(request) or visitor.own_comment_pks(request)):
        return redirect("ask_guest_link")
    context = {
        "overview": own_comments_overview(request, _new_since(request)),
        "new_filter": NEW_ANSWERS,
        "offer": claim_offer_for(request.user),
        "invitations": _invitations(request),
    }
    return render(request, "comments/mine/reactions.html", context)


def _invitations(request: HttpRequest) -> list[Invitation]:
    """Return open invitations of which no article is published yet, each with its `page`.

    None for a guest known only by this browser: without a proven address they answer by mail link.
    """
    if not guest_session.visitor_identity(request):
        return []
    theirs = visitor.own_comments(request)
    invitations = Invitation.objects.open().whole().filter(comment__in=theirs.values("pk"))
    found = [one for one in invitations if not one.was_published]
    for one in found:
        one.page = tokens.invitation_link(one).removeprefix(settings.SITE_URL)
    return found


@require_POST
def leave_as_guest(request: HttpRequest) -> HttpResponse:
    """Make this browser forget the guest: the address, and the reactions written in it."""
    if request.user.is_authenticated:
        return redirect("account_logout")
    request.session.flush()
    response = redirect("left")
    visitor.forget_guest(request, response)
    return response


@never_cache
@require_safe
def guest_left_page(request: HttpRequest) -> HttpResponse:
    return render(request, "comments/mine/left.html")


def _new_since(request: HttpRequest) -> datetime | None:
    """Return the end of the visitor's previous visit: anything later is new."""
    if who := guest_session.visitor_identity(request):
        return actions.record_last_seen(who)
    # For a visitor known only by this browser, the session keeps the times.
    kept = [parse_datetime(one) if one else None for one in request.session.get(_LOOKED, ("", ""))]
    since, at = actions.advance_last_seen(*kept)
    request.session[_LOOKED] = [since.isoformat() if since else "", at.isoformat()]
    return since
