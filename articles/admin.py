from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles import actions
from articles.models import Article, Byline
from articles.permissions import may_publish
from common import html


class ForEditors:
    """In the administration, articles are the editors' own; no permission rows are needed."""

    def has_module_permission(self, request):
        return may_publish(request.user)

    def has_view_permission(self, request, obj=None):
        return may_publish(request.user)

    has_add_permission = has_view_permission
    has_change_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        # Withdraw it: an article takes its debate along.
        return False


class BylineInline(ForEditors, admin.TabularInline):
    model = Byline
    extra = 1

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.speaking_for_the_site().order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_add_permission(self, request, obj=None):
        return may_publish(request.user)

    def has_delete_permission(self, request, obj=None):
        return may_publish(request.user)


@admin.register(Article)
class ArticleAdmin(ForEditors, admin.ModelAdmin):
    list_display = ("title", "status", "published_at", "policy", "views")
    list_filter = ("status", "policy", "language")
    search_fields = ("title", "lead")
    prepopulated_fields = {"slug": ("title",)}
    date_hierarchy = "published_at"
    inlines = (BylineInline,)
    readonly_fields = ("views",)
    view_on_site = staticmethod(Article.get_absolute_url)
    fieldsets = (
        (None, {"fields": ("title", "slug", "lead", "body", "language")}),
        (None, {"fields": ("status", "published_at", "policy", "closed_at", "views")}),
    )

    def has_add_permission(self, request):
        return may_publish(request.user)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)

        class SafeForm(form):
            def clean_body(self):
                try:
                    return html.from_editor(self.cleaned_data["body"])
                except html.TooComplex as error:
                    raise forms.ValidationError(
                        _("This text has more structure than can be shown safely. Split it up.")
                    ) from error

        return SafeForm

    def save_model(self, request, obj, form, change):
        actions.save(obj)
