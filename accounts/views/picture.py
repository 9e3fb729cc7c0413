"""Upload and removal of a member's profile picture."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.forms.profile import PictureForm, ProfileForm
from common.ratelimit import within_rate_limit

PICTURE_ANCHOR = "#foto"


@require_POST
@never_cache
@login_required
def profile_picture_upload(request: HttpRequest) -> HttpResponse:
    if not within_rate_limit("picture", str(request.user.pk), 10, 3600):
        form = PictureForm()
        form.cleaned_data = {}
        form.add_error("picture", _("Too many requests. Try again in an hour."))
        return _page(request, form, status=429)
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    actions.set_profile_picture(request.user, form.cleaned_data["picture"])
    messages.success(request, _("Your photo is saved."))
    return redirect(reverse("account_home") + PICTURE_ANCHOR)


@require_POST
@never_cache
@login_required
def profile_picture_removal(request: HttpRequest) -> HttpResponse:
    actions.remove_profile_picture(request.user)
    messages.success(request, _("Your photo is deleted."))
    return redirect(reverse("account_home") + PICTURE_ANCHOR)


def _page(request: HttpRequest, form: PictureForm, status: int) -> HttpResponse:
    context = {"form": ProfileForm(instance=request.user), "picture_form": form}
    return render(request, "account/home.html", context, status=status)
