"""Reporting a reaction, with or without an account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import has_proven_address
from comments import actions, reporters, tokens
from comments.forms import ReportForm
from comments.models import Comment, Report
from comments.permissions import may_report
from common.clients import client_network
from common.email import mailbox
from common.names import tidy_line
from common.ratelimit import within_rate_limit
from moderation.models import Category


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_comment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the report form, receive it, and show the result. GET sets no cookie."""
    comment = get_object_or_404(Comment.objects.select_related("article"), pk=pk)
    if not may_report(comment):
        raise Http404
    if request.method != "POST":
        return _page(request, comment, form=_form(request, comment))
    form = ReportForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, comment, form=form, status=422)
    if not _is_within_limits(request, form.cleaned_data):
        form.add_error(None, _("Too many requests. Wait a few minutes; your text is saved."))
        return _page(request, comment, form=form, status=429)
    try:
        given = _send_report(request, comment, form.cleaned_data)
    except actions.AlreadyReported:
        return _page(request, comment, already=True)
    except actions.WrongState:
        return _changed(request, comment, form)
    return _page(request, comment, given=given)


def _form(request: HttpRequest, comment: Comment) -> ReportForm:
    return ReportForm(user=request.user, initial={"revision": comment.shown_revision})


def _send_report(request: HttpRequest, comment: Comment, data: dict) -> Report:
    """Report as this visitor; only a notice stores a name and an address."""
    visitor = reporters.remember_reporter(request)
    is_notice = data["category"] == Category.ILLEGAL
    unproven = is_notice and bool(data.get("email"))
    if unproven:
        email = data["email"].lower()
        key = reporters.unproven_reporter(visitor, email)
        reporter = actions.Reporter(key, tidy_line(data["name"]), email)
    elif is_notice and has_proven_address(request.user):
        user = request.user
        reporter = actions.Reporter(visitor, user.name, user.email, user)
    else:
        user = request.user if request.user.is_authenticated else None
        reporter = actions.Reporter(visitor, user=user)
    return actions.report_comment(
        comment,
        reporter,
        revision=data["revision"],
        category=data["category"],
        text=data["text"],
        law=data["law"] if is_notice else "",
        language=get_language(),
        confirm_first=unproven,
    )


def _is_within_limits(request: HttpRequest, data: dict) -> bool:
    """Limit the reports of one visitor, and the confirmation mails to one mailbox."""
    who = f"user:{request.user.pk}" if request.user.is_authenticated else client_network(request)
    email = data.get("email") if data["category"] == Category.ILLEGAL else ""
    return (
        within_rate_limit("report", who, 6, 600)
        and within_rate_limit("report-long", who, 40, 86_400)
        and (not email or within_rate_limit("confirm-report-mail", mailbox(email), 10, 3600))
    )


def _changed(request: HttpRequest, comment: Comment, form: ReportForm) -> HttpResponse:
    """Show the form again with the new text, which changed while it was being reported."""
    comment.refresh_from_db()
    if not may_report(comment):
        raise Http404
    form.data = request.POST.copy()
    form.data["revision"] = comment.shown_revision
    form.add_error(
        None,
        _("The reaction has been edited in the meantime. Check whether your report still applies."),
    )
    return _page(request, comment, form=form, status=409)


def _page(request: HttpRequest, comment: Comment, status: int = 200, **context) -> HttpResponse:
    return render(
        request, "comments/report/page.html", {"comment": comment, **context}, status=status
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_report_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page of the mailed link. GET changes nothing, as mail scanners follow links."""
    given = tokens.report_from_token(token)
    if given is None:
        return render(request, "comments/report/confirm.html", {"given": None}, status=404)
    unconfirmed = given.status == Report.Status.UNCONFIRMED
    expired = unconfirmed and tokens.is_confirmation_expired(given)
    context = {"given": given, "unconfirmed": unconfirmed, "expired": expired}
    if request.method == "POST" and not expired:
        try:
            actions.confirm_report(given)
        except actions.AlreadyReported:
            context["already"] = True
            return render(request, "comments/report/confirm.html", context)
        except actions.WrongState:  # confirmed before
            pass
        return redirect(request.path)
    return render(request, "comments/report/confirm.html", context, status=410 if expired else 200)
