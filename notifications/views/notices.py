"""The notices of a member: the list, the count, and marking them as read."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.paging import keyset_page
from common.params import LARGEST_NUMBER
from notifications import actions
from notifications.groups import group_notices, notice_target_url
from notifications.kinds import NoticeKind
from notifications.models import Notice
from notifications.visitor import NoticeCounter

PAGE_SIZE = 50


@never_cache
@require_safe
@login_required
def notice_list(request: HttpRequest) -> HttpResponse:
    """Show the notices, newest first; four answers to one comment are one line."""
    after = request.GET.get("na", "")
    found = Notice.objects.of_user(request.user).current().to_show()
    page = keyset_page(found, ("-pk",), after, PAGE_SIZE)
    context = {
        "groups": group_notices(page.rows),
        "more": page.next,
        "further": after,
    }
    return render(request, "notifications/notices.html", context)


@never_cache
@require_safe
@login_required
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and redirect to its subject."""
    mine = Notice.objects.of_user(request.user).current().to_show()
    notice = get_object_or_404(mine, pk=pk)
    if notice.article_id and notice.kind != NoticeKind.INVITED:
        actions.mark_article_notices_read(request.user, notice.article_id)
    else:
        actions.mark_notices_read(request.user, Notice.objects.filter(pk=notice.pk))
    return redirect(notice_target_url(notice))


@never_cache
@require_safe
def notice_count(request: HttpRequest) -> HttpResponse:
    """Return the unread count for the badge of an open page."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "not signed in"}, status=403)
    return _count_response(request)


def _count_response(request: HttpRequest) -> JsonResponse:
    bell = NoticeCounter.of(request)
    return JsonResponse({"unread": bell.unread, "number": bell.number})


@require_POST
@login_required
def read_notices(request: HttpRequest) -> HttpResponse:
    actions.mark_all_notices_read(request.user)
    return redirect("notices")


@require_POST
def mark_article_seen(request: HttpRequest, article_pk: int) -> HttpResponse:
    """Mark the notices about an article as read, since it is open on the screen."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "not signed in"}, status=403)
    actions.mark_article_notices_read(request.user, min(article_pk, LARGEST_NUMBER))
    return _count_response(request)
