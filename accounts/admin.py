from allauth.account.decorators import secure_admin_login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.forms import NAME_TAKEN
from accounts.guards import to_second_step
from accounts.models import User
from accounts.permissions import is_administrator, may_administrate, may_bear

# Through the site's own way in, which limits how often a password can be guessed.
stock_login = secure_admin_login(admin.site.login)


def login(request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
    if is_administrator(request.user) and not may_administrate(request.user):
        return to_second_step(request, get_next_redirect_url(request) or reverse("admin:index"))
    return stock_login(request, extra_context)


admin.site.login = login
admin.site.has_permission = lambda request: may_administrate(request.user)

# Secrets of members, which are reset by a command that records it; providers are settings, and
# sessions their members' own.
admin.site.unregister((Authenticator, SocialApp, SocialToken, UserSession))


class UserForm(forms.ModelForm):
    def clean_name(self) -> str:
        if not may_bear(self.cleaned_data["name"], self.instance):
            raise forms.ValidationError(NAME_TAKEN)
        return self.cleaned_data["name"]


@admin.register(User)
class UserAdmin(StockUserAdmin):
    form = UserForm
    list_display = ("name", "email", "affiliation", "is_active", "is_staff")
    list_filter = ("groups", "is_staff", "is_active")
    search_fields = ("name", "email", "affiliation")
    ordering = ("name",)
    filter_horizontal = ("groups",)
    fieldsets = (
        (None, {"fields": ("name", "email", "password", "affiliation", "language")}),
        (_("Roles"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "name", "usable_password", "password1", "password2"),
            },
        ),
    )
    readonly_fields = ("last_login", "date_joined")
