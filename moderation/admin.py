"""The administration of accounts: changes are in the audit log, as all that the team does."""

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin import UserAdmin
from accounts.models import User
from moderation.audit_log import member_subject, record

admin.site.unregister(User)


@admin.register(User)
class AuditedUserAdmin(UserAdmin):
    """A changed address or password is a way into someone's account, so it must not pass unseen.

    The administration's own log goes with whoever is erased.
    """

    def construct_change_message(self, request: HttpRequest, form, formsets, add=False) -> list:
        # Once for each change, with the form that made it; that of a password has no instance.
        member = getattr(form, "instance", None) or form.user
        verb = "member_added" if add else "member_changed"
        record(verb, member_subject(member.pk), by=request.user, fields=sorted(form.changed_data))
        return super().construct_change_message(request, form, formsets, add)
