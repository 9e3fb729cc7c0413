"""The pages behind links in mails: unsubscribing, and confirming that an address works again."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from common.clients import client_network
from common.ratelimit import within_rate_limit
from notifications import actions, tasks, tokens
from notifications.actions import bouncing
from notifications.kinds import DEFAULT_PACES, Pace, available_paces
from notifications.models import subscriber_pace
from notifications.visitor import request_subscriber


# The token authorises this; mail programs send neither a cookie nor a CSRF token. No rate limit: a
# large mail service unsubscribes thousands from one IP address.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """Unsubscribe from one kind of mail. GET changes nothing, since mail scanners follow links."""
    found = tokens.read_unsubscribe_token(token)
    if found is None:
        return render(request, "notifications/no_such_link.html", status=404)
    subscriber, kind = found
    before = subscriber_pace(subscriber, kind)
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        actions.set_paces(subscriber, {kind: Pace.NEVER})
        return HttpResponse(status=200)  # no page, since a program asks (RFC 8058)
    if request.method == "POST":
        # The URL keeps the former frequency, for the undo button.
        back = "undo" in request.POST
        actions.set_paces(subscriber, {kind: _former_pace(request, kind) if back else Pace.NEVER})
        return redirect(request.path if back else f"{request.path}?was={before}")
    context = {
        "kind": kind.label,
        "stopped": before == Pace.NEVER,
        "former": _former_pace(request, kind),
    }
    return render(request, "notifications/unsubscribe.html", context)


def _former_pace(request: HttpRequest, kind: str) -> str:
    """Return the former frequency that the request names, or else the default."""
    was = request.POST.get("was") or request.GET.get("was", "")
    mailed = [pace for pace in available_paces(kind) if pace != Pace.NEVER]
    return next(pace for pace in (was, DEFAULT_PACES[kind], *mailed) if pace in mailed)


@require_POST
def request_address_check(request: HttpRequest) -> HttpResponse:
    """Mail a confirmation link to a subscriber whose address bounced."""
    subscriber = request_subscriber(request)
    if subscriber is None:
        return redirect_to_login(request.path)
    allowed = within_rate_limit("mail-works", client_network(request), 5, 3600)
    if allowed and subscriber.bounced_at and not subscriber.complained_at:
        tasks.send_address_check.enqueue(subscriber.pk)
    context = {"address": subscriber.proven_address, "allowed": allowed}
    return render(request, "notifications/mail_works.html", context, status=200 if allowed else 429)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address_works(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page behind the confirmation link; on POST, clear the bounce."""
    subscriber = tokens.read_address_token(token)
    if subscriber is None:
        return render(request, "notifications/no_such_link.html", status=404)
    if request.method == "POST":
        bouncing.clear_bounce(subscriber)
        return redirect(request.path)
    return render(request, "notifications/mail_arrives.html", {"subscriber": subscriber})
