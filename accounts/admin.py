from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.utils.translation import gettext_lazy as _

from accounts.forms import NAME_TAKEN
from accounts.models import User
from accounts.permissions import may_bear

# Through the site's own way in, which limits how often a password can be guessed.
admin.site.login = secure_admin_login(admin.site.login)


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
