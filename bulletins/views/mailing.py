"""Mailing a bulletin, after a preview and a confirmation, since it cannot be undone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bulletins import actions, content
from bulletins.models import Bulletin
from bulletins.permissions import for_bulletin_editors, may_mail_bulletin
from common.ratelimit import within_rate_limit
from notifications.actions.mailing_list import newsletter_readers


@for_bulletin_editors
@require_http_methods(["GET", "HEAD", "POST"])
def bulletin_mailing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the mail and the number of readers; send it, or a test, on POST."""
    bulletin = get_object_or_404(Bulletin, pk=pk)
    if request.method == "POST":
        return _send_or_test(request, bulletin)
    context = {
        "bulletin": bulletin,
        "pieces": content.public_parts(bulletin),
        "readers": newsletter_readers().count(),
        "may_mail": may_mail_bulletin(request.user, bulletin),
        "address": request.user.proven_email,
    }
    return render(request, "bulletins/desk/mail.html", context)


def _send_or_test(request: HttpRequest, bulletin: Bulletin) -> HttpResponse:
    here = redirect("mail_bulletin", bulletin.pk)
    if request.POST.get("do") == "test":
        if within_rate_limit("bulletin-test", str(request.user.pk), 10, 3600):
            actions.send_test_bulletin.enqueue(bulletin.pk, request.user.pk)
            messages.success(request, _("We are sending a test to your own address."))
        else:
            messages.error(request, _("Too many tests. Wait an hour."))
        return here
    if request.POST.get("sure") != "yes":
        messages.error(request, _("First confirm that you have checked it: it cannot be recalled."))
        return here
    try:
        count = actions.mail_bulletin(bulletin, by=request.user)
    except actions.AlreadyMailed:
        # As after a double click. The page says when it was mailed, or what is missing.
        return here
    said = ngettext(
        "It is being sent to %(n)d reader.", "It is being sent to %(n)d readers.", count
    )
    messages.success(request, said % {"n": count})
    return redirect("compose_bulletin", bulletin.pk)
