"""The pages on which administrators look up members and change their roles."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import roles
from accounts.guards import for_administrators
from accounts.models import User
from moderation import actions

MOST_FOUND = 50
MEANING = {
    roles.AUTHORS: gettext_lazy(
        "Writes articles, and replies to readers under their own articles."
    ),
    roles.MODERATORS: gettext_lazy("Moderates reactions and imposes sanctions."),
    roles.EDITORS: gettext_lazy(
        "Also moderates, edits and publishes articles, writes the house "
        "rules, and configures rules."
    ),
    roles.ADMINISTRATORS: gettext_lazy("Looks up members, and assigns and removes roles."),
}


@for_administrators
@require_safe
def member_list(request: HttpRequest) -> HttpResponse:
    """List the team, or the members that match the search."""
    sought = request.GET.get("zoek", "").strip()[:100]
    team = User.objects.filter(Q(groups__name__in=roles.ALL) | Q(is_superuser=True)).distinct()
    found = _matching_members(sought) if sought else team
    shown = list(found.order_by("name", "pk").prefetch_related("groups")[: MOST_FOUND + 1])
    for member in shown:
        member.titles = _role_titles(member)
    context = {
        "sought": sought,
        "members": shown[:MOST_FOUND] if sought else shown,
        "more": bool(sought) and len(shown) > MOST_FOUND,
    }
    return render(request, "desk/house/members.html", context)


def _matching_members(sought: str):
    return User.objects.filter(Q(name__icontains=sought) | Q(email__icontains=sought))


def _role_titles(member: User) -> list[str]:
    names = {group.name for group in member.groups.all()}
    titles = [title for role, title in roles.TITLES.items() if role in names]
    return [*titles, _("superuser")] if member.is_superuser else titles


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def member_roles_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change the roles of a member."""
    person = get_object_or_404(User, pk=pk)
    chosen = set(person.roles)
    error = ""
    if request.method == "POST":
        chosen = set(request.POST.getlist("role")) & set(roles.ALL)
        try:
            actions.set_member_roles(person, chosen, by=request.user)
        except actions.NoAdministratorLeft:
            error = _("This is the last administrator. Make someone else an administrator first.")
        except actions.AddressNotProven:
            error = _("This member has not confirmed their email address or is no longer active.")
        else:
            messages.success(request, _("Saved. The member gets an email about the changes."))
            return redirect("roles")
    context = {
        "person": person,
        "roles": [
            {"name": role, "title": title, "meaning": MEANING[role], "chosen": role in chosen}
            for role, title in roles.TITLES.items()
        ],
        "error": error,
    }
    return render(request, "desk/house/member.html", context, status=422 if error else 200)
