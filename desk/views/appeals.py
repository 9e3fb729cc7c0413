"""The appeals of writers, and the answers to them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import for_moderators
from comments import actions
from comments.models import Objection
from comments.permissions import may_decide_appeal
from common.paging import keyset_page
from desk.forms.appeals import AppealAnswerForm

PAGE_SIZE = 30


@for_moderators
@require_safe
def appeal_list(request: HttpRequest) -> HttpResponse:
    """List the open appeals, the longest waiting first; `?na=` is the cursor of the page."""
    after = request.GET.get("na", "")
    waiting = Objection.objects.open().whole()
    page = keyset_page(waiting, ("created_at", "pk"), after, PAGE_SIZE)
    context = {
        "objections": [_prepare_appeal(request, one) for one in page.rows],
        "next": page.next,
        "is_first_page": not after,
    }
    return render(request, "desk/appeals.html", context)


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an appeal with its answer; a POST answers it."""
    found = get_object_or_404(Objection.objects.whole(), pk=pk)
    if request.method != "POST":
        return _appeal_response(request, found)
    if not may_decide_appeal(request.user, found):
        raise PermissionDenied
    form = AppealAnswerForm(request.POST, objection=found)
    if not form.is_valid():
        return _appeal_response(request, found, form, status=422)
    data = form.cleaned_data
    try:
        actions.decide_appeal(found, data["outcome"], by=request.user, text=data["answer"])
    except actions.AppealAlreadyAnswered as first:
        return _appeal_response(request, first.objection, late=True, status=409)
    except actions.WrongState:
        # The state changed between the check above and the decision.
        return _appeal_response(request, Objection.objects.whole().get(pk=pk), form, status=409)
    messages.success(request, _("Reply sent. The writer is notified."))
    return redirect("objections")


def _prepare_appeal(
    request: HttpRequest, objection: Objection, form: AppealAnswerForm | None = None
) -> Objection:
    objection.may_decide = may_decide_appeal(request.user, objection)
    objection.is_own_decision = objection.is_against(request.user)
    objection.form = form or AppealAnswerForm(objection=objection)
    return objection


def _appeal_response(
    request: HttpRequest,
    objection: Objection,
    form: AppealAnswerForm | None = None,
    late: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"objection": _prepare_appeal(request, objection, form), "late": late}
    return render(request, "desk/appeal.html", context, status=status)
