"""The page to claim reactions that a member wrote as a guest with the same address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import actions
from comments.claimable import MOST_CLAIMED_AT_ONCE, claimable_comments
from comments.my_reactions import comment_excerpt
from common.params import parse_number


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_comments_page(request: HttpRequest) -> HttpResponse:
    """List the reactions, all selected at first; claim only by POST, as it cannot be undone."""
    found = list(claimable_comments(request.user)[: MOST_CLAIMED_AT_ONCE + 1])
    listed, is_whole = found[:MOST_CLAIMED_AT_ONCE], len(found) <= MOST_CLAIMED_AT_ONCE
    if request.method == "POST":
        chosen = request.POST.getlist("reaction")[:MOST_CLAIMED_AT_ONCE]
        pks = [pk for one in chosen if (pk := parse_number(one))]
        taken = actions.claim_comments(request.user, pks, decline=is_whole)
        messages.success(request, _claim_message(taken))
        return redirect("my_reactions" if is_whole else "take_over")
    for comment in listed:
        comment.excerpt = comment_excerpt(comment)
    context = {"listed": listed, "is_whole": is_whole, "addresses": request.user.proven_addresses}
    return render(request, "comments/mine/take_over.html", context)


def _claim_message(taken: int) -> str:
    if not taken:
        return _("Nothing was claimed. Your guest reactions stay as they are.")
    return ngettext(
        "%(n)s reaction is now part of your account.",
        "%(n)s reactions are now part of your account.",
        taken,
    ) % {"n": taken}
