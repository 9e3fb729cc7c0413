"""The administration of accounts, with an audit log entry for each change."""

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin import UserAdmin
from accounts.models import User
from moderation.audit_log import member_subject, record

admin.site.unregister(User)


@admin.register(User)
class AuditedUserAdmin(UserAdmin):
    """The user administration, which records each change in the audit log.

    A changed address or password gives access to someone's account. Django's admin log does not
    suffice, since its entries are deleted with an erased account.
    """

    def construct_change_message(self, request: HttpRequest, form, formsets, add=False) -> list:
        # Called once for each change; the form for a password has no instance.
        member = getattr(form, "instance", None) or form.user
        verb = "member_added" if add else "member_changed"
        record(verb, member_subject(member.pk), by=request.user, fields=sorted(form.changed_data))
        return super().construct_change_message(request, form, formsets, add)
