"""The second step, the list of signed-in browsers, and signing in by an external provider."""

import logging

from allauth.account.utils import get_next_redirect_url
from allauth.decorators import rate_limit
from allauth.socialaccount.providers.openid_connect.views import login as openid_connect_login
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from accounts import actions, browsers
from accounts.permissions import has_administration, is_administrator, is_moderator
from common.params import parse_number

log = logging.getLogger(__name__)

RETURN_TO_KEY = "second_step_back"  # the page asked for before the second step


@require_safe
@never_cache
@login_required
def second_step_page(request: HttpRequest) -> HttpResponse:
    """The page that explains the second step and how to set it up; then leads back."""
    if back := get_next_redirect_url(request):
        request.session[RETURN_TO_KEY] = back
    if request.user.has_second_step:
        return redirect(request.session.pop(RETURN_TO_KEY, "mfa_index"))
    user = request.user
    of_team = is_moderator(user) or is_administrator(user) or has_administration(user)
    return render(request, "account/second_step.html", {"is_needed": settings.TWO_STEP and of_team})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def session_list(request: HttpRequest) -> HttpResponse:
    """The browsers in which a member is signed in, each but this one with a way to sign it out."""
    here = request.session.session_key
    if request.method == "POST":
        only = parse_number(request.POST.get("session", ""))
        if only is not None or "others" in request.POST:
            ended = actions.end_sessions(request.user, only=only, but=here)
            text = ngettext("%(n)s browser is signed out.", "%(n)s browsers are signed out.", ended)
            messages.success(request, text % {"n": ended})
        return redirect("usersessions_list")
    actions.record_session(request)
    listed = UserSession.objects.purge_and_list(request.user)
    for session in listed:
        session.in_words = browsers.describe_browser(session.user_agent)
        session.is_here = session.session_key == here
    listed.sort(key=lambda session: (not session.is_here, -session.last_seen_at.timestamp()))
    return render(request, "usersessions/usersession_list.html", {"sessions": listed})


@rate_limit(action="login")
def provider_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Redirect to an external provider, by way of a page of our own.

    CSP form-action allows forms to lead to this site alone, and we cannot list every address to
    which a provider redirects in turn.
    """
    try:
        answer = openid_connect_login(request, provider_id)
    except (RequestException, KeyError, ValueError):
        log.warning("provider.login_failed provider=%s", provider_id, exc_info=True)
        return render(request, "socialaccount/authentication_error.html", status=503)
    if request.method == "POST" and answer.status_code == 302:
        return render(request, "socialaccount/leaving.html", {"to": answer.url})
    return answer
