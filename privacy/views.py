"""One's own data: a copy, being forgotten, and the page that says what is kept."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import guest_session
from comments import personal_data as written
from common.ratelimit import allow
from privacy import (
    actions,
    retention,
    tokens,
)
from privacy.data_subject import Whose
from privacy.forms import ErasureForm
from privacy.models import (
    CALL_BACK_HOURS,
    Erasure,
    Export,
)


def for_oneself(view):
    """Let in who is known here; others are asked who they are."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        whose = Whose.of_request(request)
        if not whose.is_someone:
            return redirect("ask_guest_link")
        return view(request, whose, *args, **kwargs)

    return guarded


@for_oneself
@require_safe
def my_data(request: HttpRequest, whose: Whose) -> HttpResponse:
    """What can be done, and how far it is."""
    erasure = Erasure.objects.of(whose).first()
    context = {
        "call_back": reverse("call_back", args=[tokens.of(erasure)]) if erasure else "",
        "copy": Export.objects.of(whose).defer("content").first(),
        "erasure": erasure,
        "guest_address": guest_session.address(request),
    }
    template = "privacy/_copy.html" if request.htmx else "privacy/my_data.html"
    return render(request, template, context)


@for_oneself
@require_POST
def copy(request: HttpRequest, whose: Whose) -> HttpResponse:
    """Have a copy made, or throw the one that is there away."""
    if "drop" in request.POST:
        actions.drop_copy(whose)
        messages.success(request, _("The copy was deleted."))
    elif allow("copy", whose.address or str(whose.user.pk), 5, 86_400):
        actions.ask_copy(whose, get_language())
    else:
        messages.error(request, _("That is a lot of copies. Please wait a day."))
    return redirect("my_data")


@for_oneself
@require_safe
def download(request: HttpRequest, whose: Whose) -> HttpResponse:
    made = Export.objects.of(whose).filter(ready_at__isnull=False).first()
    if made is None:
        raise Http404
    return HttpResponse(
        bytes(made.content),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="gegevens-{made.pk}.zip"'},
    )


@for_oneself
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, whose: Whose) -> HttpResponse:
    """Asks how and says what follows; after a day it cannot be undone."""
    form = ErasureForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_erasure(whose, keep=form.keeps, language=get_language())
        except actions.LastAdministrator:
            form.add_error(None, _("You are the last administrator. Make someone else one first."))
        else:
            return redirect("my_data")
    if form.errors:
        status = 422
    context = {
        "form": form,
        "count": written.written_by(*whose).count(),
        "hours": CALL_BACK_HOURS,
        "guest_address": guest_session.address(request),
    }
    return render(request, "privacy/erase.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def call_back(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in the mail, and the button on one's own page: no erasing after all."""
    asked = tokens.read(token)
    called_back = False
    if request.method == "POST" and asked:
        called_back = actions.call_back(asked)
    too_late = bool(asked) and not called_back and asked.due_at <= timezone.now()
    context = {"asked": asked, "called_back": called_back, "too_late": too_late}
    status = 410 if too_late else 200 if asked else 404
    return render(request, "privacy/call_back.html", context, status=status)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of whom and for how long: of the settings, so that it is what happens."""
    context = {
        "keeps": [keep for keep in retention.table() if keep.days],
        "hours": CALL_BACK_HOURS,
        "guests": settings.COMMENTS_GUESTS,
        "session_days": settings.SESSION_COOKIE_AGE // retention.DAY,
    }
    return render(request, "privacy/privacy.html", context)
