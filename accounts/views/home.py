from copy import copy

from allauth.socialaccount.adapter import get_adapter as provider_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.forms.profile import PictureForm, ProfileForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    """The account page of a member: the profile, and links to address and password."""
    # A copy: a form changes its instance even when it is not valid.
    form = ProfileForm(request.POST or None, instance=copy(request.user))
    if request.method == "POST" and form.is_valid():
        actions.update_profile(request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("account_home")
    context = {
        "form": form,
        "picture_form": PictureForm(),
        "ways_in": set(request.user.authenticator_set.values_list("type", flat=True)),
        "providers": provider_adapter().list_apps(request),
    }
    return render(request, "account/home.html", context)
