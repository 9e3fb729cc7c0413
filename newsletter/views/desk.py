"""The editors' page for the coming issue."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guards import for_moderators
from accounts.permissions import may_set_rules
from common.params import parse_number
from common.ratelimit import within_rate_limit
from newsletter import actions, content
from newsletter.dates import next_monday
from newsletter.forms import IssueWordForm
from notifications.actions.mailing_list import newsletter_readers
from notifications.models import Issue


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter_desk(request: HttpRequest) -> HttpResponse:
    """Show the preview of the coming issue and handle its buttons and the editor's word."""
    if not may_set_rules(request.user):
        raise PermissionDenied
    goes_at = next_monday()
    issue = Issue.objects.filter(goes_at=goes_at).first() or Issue(goes_at=goes_at)
    is_word = "word" in request.POST
    form = IssueWordForm(
        request.POST if is_word else None, initial={"nl": issue.word_nl, "en": issue.word_en}
    )
    if request.method == "POST" and not is_word:
        place = _apply_issue_button(request, issue)
        return redirect(request.path + place)
    if is_word and form.is_valid():
        actions.write_issue_word(goes_at, by=request.user, **form.cleaned_data)
        messages.success(
            request, _("Saved. It appears at the top of the newsletter in this preview.")
        )
        return redirect(request.path)
    left_out = set(issue.left_out)
    ranked = content.ranked_exchanges(issue)
    for place, one in enumerate(ranked):
        one.first.is_left_out = one.first.pk in left_out
        one.first.is_last = place == len(ranked) - 1
    context = {
        "issue": issue,
        "form": form,
        "ranked": ranked,
        "content": content.coming_issue_content(issue, get_language()),
        "readers": newsletter_readers().count(),
        "address": request.user.proven_email,
    }
    return render(request, "newsletter/desk.html", context, status=422 if form.errors else 200)


def _apply_issue_button(request: HttpRequest, issue: Issue) -> str:
    """Do what the pressed button says; return the fragment to return to on the page."""
    verb, _colon, key = request.POST.get("do", "").partition(":")
    first = parse_number(key) or 0
    who = {"by": request.user}
    match verb:
        case "up":
            actions.move_exchange(issue.goes_at, first, -1, **who)
        case "down":
            actions.move_exchange(issue.goes_at, first, 1, **who)
        case "out":
            actions.leave_out_exchange(issue.goes_at, first, **who)
        case "in":
            actions.leave_out_exchange(issue.goes_at, first, out=False, **who)
        case "cancel":
            actions.cancel_issue(issue.goes_at, **who)
        case "schedule":
            actions.cancel_issue(issue.goes_at, cancelled=False, **who)
        case "test" if within_rate_limit("newsletter-test", str(request.user.pk), 10, 3600):
            actions.enqueue_test_issue(issue.goes_at, to=request.user, language=get_language())
            messages.success(request, _("We are sending a test to your own address."))
        case "test":
            messages.error(request, _("Too many tests. Wait an hour."))
    return f"#gesprek-{first}" if first else ""
