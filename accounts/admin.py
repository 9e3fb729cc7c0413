from allauth.account.decorators import secure_admin_login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms.members import NAME_TAKEN
from accounts.guards import redirect_to_second_step
from accounts.models import User
from accounts.permissions import (
    has_administration,
    may_administer,
    may_change_account,
    may_enter_administration,
    may_use_name,
)

admin.site.site_header = admin.site.site_title = format_lazy(
    "{site}: {what}", site=settings.SITE_NAME, what=_("admin")
)

# By the site's own sign-in page, which limits the attempts on a password.
stock_login = secure_admin_login(admin.site.login)


def admin_login(request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
    if has_administration(request.user) and not may_enter_administration(request.user):
        return redirect_to_second_step(
            request, get_next_redirect_url(request) or reverse("admin:index")
        )
    return stock_login(request, extra_context)  # pyright: ignore[reportCallIssue]


admin.site.login = admin_login
admin.site.has_permission = lambda request: may_enter_administration(request.user)

# Without the "view on site" addresses, which lead from any row to its page: the address of a
# statement of reasons is a guest's secret.
stock_urls = admin.site.get_urls
admin.site.get_urls = lambda: [
    one for one in stock_urls() if getattr(one, "name", None) != "view_on_site"
]

# Authenticators are secrets of members, reset by a command that records it; providers are set in
# the settings; sessions are managed by the members themselves.
admin.site.unregister((Authenticator, SocialApp, SocialToken, UserSession))


class UserForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"

    def clean_name(self) -> str:
        if not may_use_name(self.cleaned_data["name"], self.instance):
            raise forms.ValidationError(NAME_TAKEN)
        return self.cleaned_data["name"]


# The groups are the roles, which have a page of their own.
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(StockUserAdmin):
    form = UserForm
    list_display = ("name", "email", "affiliation", "is_active", "is_staff")
    list_filter = ("groups", "is_staff", "is_active")
    search_fields = ("name", "email", "affiliation")
    ordering = ("name",)
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
    # Roles are given on a page of their own, which records it and notifies the member.
    readonly_fields = ("last_login", "date_joined", "is_staff", "is_superuser", "groups")

    def has_module_permission(self, request) -> bool:
        return may_administer(request.user)

    def has_add_permission(self, request) -> bool:
        return may_administer(request.user)

    def has_view_permission(self, request, obj=None) -> bool:
        return may_administer(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        if obj is None:
            return may_administer(request.user)
        return may_change_account(request.user, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        # Erasing a person is more than deleting a row: it has an action of its own.
        return False
