"""The public pages of the newsletter: subscribe, confirm by the mailed link, read an issue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common.clients import client_network
from common.email import mailbox
from common.ratelimit import within_rate_limit
from newsletter import actions, content
from newsletter.forms import NewsletterAddressForm
from notifications import tokens
from notifications.kinds import NoticeKind, Pace
from notifications.models import Issue, Subscriber, subscriber_pace

MAX_ISSUES = 50


@require_http_methods(["GET", "HEAD", "POST"])
def newsletter_page(request: HttpRequest) -> HttpResponse:
    """Show the sent issues and the form; a member subscribes or unsubscribes without a mail."""
    member = _member_subscriber(request)
    if request.method == "POST" and member:
        (actions.stop_newsletter if "stop" in request.POST else actions.start_newsletter)(member)
        return redirect(request.path)
    form = NewsletterAddressForm(request.POST or None)
    context = {"form": form, "member": member, "issues": Issue.objects.sent()[:MAX_ISSUES]}
    if member:
        context["gets_it"] = subscriber_pace(member, NoticeKind.NEWSLETTER) == Pace.WEEKLY
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        context["asked"] = address = form.cleaned_data["email"]
        if not within_rate_limit("newsletter", client_network(request), 10, 3600):
            return render(request, "newsletter/asked_often.html", status=429)
        # Beyond the limit of an address the page looks the same, but no mail is sent.
        if within_rate_limit("newsletter-mail", mailbox(address), 3, 86_400):
            actions.request_newsletter(address, get_language())
    return render(request, "newsletter/page.html", context, status=status)


def _member_subscriber(request: HttpRequest) -> Subscriber | None:
    """Return the signed-in member as a subscriber; None without a proven address."""
    if request.user.is_authenticated and request.user.proven_email:
        return Subscriber.objects.of_member(request.user)
    return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter_confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the newsletter from the mailed link; only by POST, since mail scanners open links."""
    subscriber = tokens.read_address_token(token)
    if subscriber is None:
        return render(request, "notifications/no_such_link.html", status=404)
    if request.method == "POST":
        actions.confirm_newsletter(subscriber)
        return redirect(request.path)
    context = {"gets_it": subscriber_pace(subscriber, NoticeKind.NEWSLETTER) == Pace.WEEKLY}
    return render(request, "newsletter/confirm.html", context)


@require_safe
def newsletter_issue(request: HttpRequest, number: int) -> HttpResponse:
    """Show a sent issue, as far as it is still public."""
    found = get_object_or_404(Issue.objects.sent(), number=number)
    context = {"issue": found, "content": content.sent_issue_content(found, get_language())}
    return render(request, "newsletter/issue.html", context)
