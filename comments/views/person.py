"""The public profile page of a member or an author."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comments import people

# By query parameter: the function that reads the part, and the condition to have it.
PROFILE_PARTS = {
    "stukken": (people.profile_articles, lambda user: user.is_author),
    "antwoorden": (people.profile_discussions, lambda user: user.is_author),
    "reacties": (people.profile_comments, lambda user: user.shows_reactions and not user.is_closed),
}


@require_safe
def profile_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the first rows of all parts, or further rows of one."""
    user = people.find_profile_user(pk)
    if user is None:
        raise Http404
    further = next((name for name in PROFILE_PARTS if request.GET.get(name)), "")
    context = {
        "person": user,
        "further": further,
        "picture": "" if user.is_closed else user.public_picture,
        "about": "" if user.is_closed else user.public_about,
    }
    for name, (read, is_theirs) in PROFILE_PARTS.items():
        if is_theirs(user) and further in ("", name):
            context[name] = read(user, request.GET.get(name, ""))
    return render(request, "comments/person/person.html", context)
