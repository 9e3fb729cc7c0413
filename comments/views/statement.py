"""The statement of reasons, for the writer alone, and their appeal."""

from contextlib import suppress

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import actions
from comments.forms import AppealForm
from comments.models import Statement
from comments.permissions import Guest, is_own_comment, may_appeal
from common.clients import client_network
from common.ratelimit import within_rate_limit


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_statement_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a member's own statement; someone else's gives a 404."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    statement = get_object_or_404(Statement.objects.whole(), pk=pk)
    if not is_own_comment(request.user, statement.comment, Guest()):
        raise Http404
    return _page(request, statement)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest_statement_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show a guest's statement by the link in the mail."""
    statement = Statement.objects.whole().behind(token)
    if statement is None:
        return render(request, "comments/statement.html", {"statement": None}, status=404)
    if statement.comment.user_id:
        return redirect(statement)
    return _page(request, statement)


def _page(request: HttpRequest, statement: Statement) -> HttpResponse:
    form = AppealForm(request.POST or None)
    may = may_appeal(statement)
    if request.method == "POST" and may and form.is_valid():
        if within_rate_limit("object", client_network(request), 10, 3600):
            with suppress(actions.WrongState):  # sent twice, or decided otherwise meanwhile
                actions.submit_appeal(statement, form.cleaned_data["text"])
            return redirect(f"{request.path}#bezwaar")
        form.add_error(None, _("Too many requests. Wait a few minutes; your text is saved."))
    context = {
        "statement": statement,
        "comment": statement.comment,
        "text": statement.comment.revisions.get(number=statement.decision.revision),
        "objection": getattr(statement, "objection", None),
        "may_object": may,
        "stands": statement.is_latest_decision,
        "form": form,
    }
    refused = form.is_bound and (form.errors or not may)
    status = (403 if not may else 429 if form.non_field_errors() else 422) if refused else 200
    return render(request, "comments/statement.html", context, status=status)
