"""What there is to tell a member: the list, the count, and having seen it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from notifications import actions
from notifications.groups import groups, place_of
from notifications.kinds import Kind
from notifications.models import Notice
from notifications.visitor import Bell

PAGE = 50
LARGEST_KEY = 2**63 - 1  # a database raises beyond it


@never_cache
@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """The newest first; four answers to one reaction are one line."""
    after = request.GET.get("na", "")
    found = Notice.objects.of_user(request.user).standing().to_show().order_by("-pk")
    if after.isdecimal() and len(after) < 19:
        found = found.filter(pk__lt=int(after))
    rows = list(found[: PAGE + 1])
    context = {
        "groups": groups(rows[:PAGE]),
        "more": rows[PAGE - 1].pk if len(rows) > PAGE else "",
        "further": after,
    }
    return render(request, "notifications/notices.html", context)


@never_cache
@require_safe
@login_required
def open_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; what it tells is then known."""
    mine = Notice.objects.of_user(request.user).standing().to_show()
    notice = get_object_or_404(mine, pk=min(pk, LARGEST_KEY))
    if notice.article_id and notice.kind != Kind.INVITED:
        actions.read_under(request.user, notice.article_id)
    else:
        actions.read(request.user, Notice.objects.filter(pk=notice.pk))
    return redirect(place_of(notice))


@never_cache
@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """For the bell of an open page."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "not signed in"}, status=403)
    return _counted(request)


def _counted(request: HttpRequest) -> JsonResponse:
    bell = Bell.of(request)
    return JsonResponse({"unread": bell.unread, "number": bell.number})


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    actions.read_all(request.user)
    return redirect("notices")


@require_POST
def seen(request: HttpRequest, article_pk: int) -> HttpResponse:
    """An article is open on the screen, and with it all that was told about it."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "not signed in"}, status=403)
    actions.read_under(request.user, min(article_pk, LARGEST_KEY))
    return _counted(request)
