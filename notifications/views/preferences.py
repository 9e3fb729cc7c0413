"""The preferences page: the frequency of each kind of mail, and the follows."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import may_moderate
from articles.models import Byline
from notifications import actions
from notifications.forms import PreferencesForm
from notifications.kinds import GUEST_KINDS, MAILED_ANYWAY, NoticeKind
from notifications.models import Follow, Subscriber, chosen_paces
from notifications.visitor import request_subscriber


def notice_kinds_for(subscriber: Subscriber) -> list[NoticeKind]:
    """Return the kinds of notices that this subscriber can get."""
    if subscriber.user is None:
        return [kind for kind in NoticeKind if kind in GUEST_KINDS]
    writes = Byline.objects.filter(user=subscriber.user).exists()
    absent = set(MAILED_ANYWAY)
    if not writes:
        absent.add(NoticeKind.WAITING)
    if not may_moderate(subscriber.user):
        absent.add(NoticeKind.HELD)
    return [kind for kind in NoticeKind if kind not in absent]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice_preferences(request: HttpRequest) -> HttpResponse:
    """Show and save the preferences of a member, or of a guest with a confirmed address."""
    subscriber = request_subscriber(request)
    if subscriber is None:
        return redirect_to_login(request.get_full_path())
    form = PreferencesForm(
        request.POST or None,
        kinds=notice_kinds_for(subscriber),
        chosen=chosen_paces(subscriber),
        language=subscriber.mail_language,
    )
    if request.method == "POST" and form.is_valid():
        actions.set_paces(subscriber, form.chosen)
        actions.set_mail_language(subscriber, form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        return redirect("preferences")
    context = {
        "form": form,
        "subscriber": subscriber,
        "follows": list(Follow.objects.of(subscriber).current().to_show()),
    }
    return render(
        request, "notifications/preferences.html", context, status=422 if form.errors else 200
    )
