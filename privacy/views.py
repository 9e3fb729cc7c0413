"""The pages of one's own data: export and erasure, and the public privacy page."""

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
from common.ratelimit import within_rate_limit
from privacy import actions, retention, tokens
from privacy.data_subject import DataSubject
from privacy.forms import ErasureForm
from privacy.models import ERASURE_CANCEL_HOURS, Erasure, Export


def data_subject_required(view):
    """Pass the member or guest to the view; ask others to prove their address first."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        whose = DataSubject.from_request(request)
        if not whose.identity:
            return redirect("ask_guest_link")
        return view(request, whose, *args, **kwargs)

    return guarded


@data_subject_required
@require_safe
def my_data(request: HttpRequest, whose: DataSubject) -> HttpResponse:
    """Show the export and the erasure of one's data, and their progress."""
    erasure = Erasure.objects.of(whose).first()
    context = {
        "call_back": reverse("call_back", args=[tokens.make_erasure_token(erasure)])
        if erasure
        else "",
        "copy": Export.objects.of(whose).defer("content").first(),
        "erasure": erasure,
        "guest_address": guest_session.guest_address(request),
    }
    template = "privacy/_copy.html" if request.htmx else "privacy/my_data.html"
    return render(request, template, context)


@data_subject_required
@require_POST
def request_or_delete_export(request: HttpRequest, whose: DataSubject) -> HttpResponse:
    """Request an export, or delete the existing one."""
    if "drop" in request.POST:
        actions.delete_export(whose)
        messages.success(request, _("The copy is deleted."))
    elif within_rate_limit("copy", whose.address or str(whose.user.pk), 5, 86_400):
        actions.request_export(whose, get_language())
    else:
        messages.error(request, _("Too many copies. Wait a day."))
    return redirect("my_data")


@data_subject_required
@require_safe
def download_export(request: HttpRequest, whose: DataSubject) -> HttpResponse:
    made = Export.objects.of(whose).filter(ready_at__isnull=False).first()
    if made is None:
        raise Http404
    return HttpResponse(
        bytes(made.content),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="gegevens-{made.pk}.zip"'},
    )


@data_subject_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase_my_data(request: HttpRequest, whose: DataSubject) -> HttpResponse:
    """Ask for confirmation of an erasure and schedule it; it can be cancelled for a day."""
    form = ErasureForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.request_erasure(whose, keep=form.keeps, language=get_language())
        except actions.LastAdministratorErasure:
            form.add_error(
                None, _("You are the last administrator. Make someone else an administrator first.")
            )
        else:
            return redirect("my_data")
    if form.errors:
        status = 422
    context = {
        "form": form,
        "count": written.comments_written_by(*whose).count(),
        "hours": ERASURE_CANCEL_HOURS,
        "guest_address": guest_session.guest_address(request),
    }
    return render(request, "privacy/erase.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_erasure_page(request: HttpRequest, token: str) -> HttpResponse:
    """Cancel an erasure, from the mailed link or the button on the page of one's data."""
    asked = tokens.erasure_from_token(token)
    called_back = False
    if request.method == "POST" and asked:
        called_back = actions.cancel_erasure(asked)
    too_late = bool(asked) and not called_back and asked.due_at <= timezone.now()
    context = {"asked": asked, "called_back": called_back, "too_late": too_late}
    status = 410 if too_late else 200 if asked else 404
    return render(request, "privacy/call_back.html", context, status=status)


@require_safe
def privacy_page(request: HttpRequest) -> HttpResponse:
    """Show what is kept and for how long, from the retention rules that are applied."""
    context = {
        "keeps": [keep for keep in retention.retention_rules() if keep.days],
        "hours": ERASURE_CANCEL_HOURS,
        "guests": settings.COMMENTS_GUESTS,
        "session_days": settings.SESSION_COOKIE_AGE // retention.DAY_SECONDS,
    }
    return render(request, "privacy/privacy.html", context)
