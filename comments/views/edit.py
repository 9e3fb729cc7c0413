"""The actions of a writer on their own reaction: confirm, edit, withdraw."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from comments import actions, tasks, tokens, visitor, writer_status
from comments.forms import CommentTextForm
from comments.models import Comment
from comments.permissions import (
    CHANGEABLE_STATUSES,
    edit_until,
    is_own_comment,
    may_edit_comment,
    may_withdraw_comment,
)
from common.clients import client_network
from common.email import mailbox
from common.ratelimit import within_rate_limit


def _own_comment_or_404(request: HttpRequest, pk: int) -> Comment:
    """Return the visitor's own reaction; raise `Http404` for someone else's too."""
    comment = get_object_or_404(Comment.objects.select_related("article", "parent", "user"), pk=pk)
    if not is_own_comment(request.user, comment, visitor.current_guest(request)):
        return get_object_or_404(Comment.objects.none())
    return comment


def _return_url(request: HttpRequest, comment: Comment, anchor: str = "#jouw-reacties") -> str:
    """Return the address of "my reactions" if the visitor came from there, else the article's."""
    if request.GET.get("van") == "mijn":
        return f"{reverse('my_reactions')}#eigen-{comment.pk}"
    return comment.article.get_absolute_url() + anchor


def _return_response(request: HttpRequest, comment: Comment) -> HttpResponse:
    if "van" in request.GET:
        return redirect(_return_url(request, comment))
    if comment.is_published and comment.revision == comment.shown_revision:
        return redirect(comment)
    return redirect(comment.article.get_absolute_url() + "#jouw-reacties")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_comment_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page of the mailed link. GET changes nothing, as mail scanners follow links."""
    comment = tokens.comment_from_token(token)
    if comment is None:
        return render(request, "comments/confirm.html", {"comment": None}, status=404)
    if comment.user_id:  # claimed by a member, who has to sign in
        return redirect("my_reactions")
    unconfirmed = comment.status == Comment.Status.UNCONFIRMED
    # A withdrawn article gets no new reactions. A closed one gets this one, as it was written in
    # time.
    gone = not comment.article.is_published
    expired = gone or tokens.is_confirmation_expired(comment)
    notice = writer_status.guest_sanction_notice(comment) if unconfirmed and not expired else None
    context = {
        "comment": comment,
        "unconfirmed": unconfirmed,
        "expired": expired,
        "gone": gone,
        "changeable": comment.status in CHANGEABLE_STATUSES,
        "notice": notice,
    }
    if notice and request.method == "POST":
        if notice.refused:
            return render(request, "comments/confirm.html", context, status=403)
        if not notice.read(request):
            context["unread"] = True
            return render(request, "comments/confirm.html", context, status=422)
    if request.method == "POST" and not (unconfirmed and expired):
        # Opening the mailed link gives the right to manage the reaction from this browser.
        visitor.remember_own_comment(request, comment)
        try:
            comment = actions.confirm_comment(comment)
        except actions.WrongState:
            if unconfirmed:  # it changed meanwhile: reload the page to show its present state
                return redirect(request.path)
            return redirect(comment.article.get_absolute_url() + "#jouw-reacties")
        return redirect(request.path)
    return render(
        request, "comments/confirm.html", context, status=410 if unconfirmed and expired else 200
    )


@require_POST
def resend_confirmation_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the confirmation link again."""
    comment = _own_comment_or_404(request, pk)
    allowed = within_rate_limit(
        "mail-again", client_network(request), 5, 3600
    ) and within_rate_limit("confirm-mail", mailbox(comment.email), 10, 3600)
    if allowed and comment.status == Comment.Status.UNCONFIRMED:
        tasks.send_confirmation.enqueue(comment.pk)
    context = {"comment": comment, "allowed": allowed}
    return render(request, "comments/mail_again.html", context, status=200 if allowed else 429)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_comment(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _own_comment_or_404(request, pk)
    latest = comment.revisions.get(number=comment.revision)
    form = CommentTextForm(request.POST or None, initial={"text": latest.text})
    in_time = may_edit_comment(request.user, comment, visitor.current_guest(request))
    notice = writer_status.member_sanction_notice(request.user, comment.article)
    if notice and notice.refused and form.is_bound:
        form.add_error(None, _("You cannot react now. This page says why, and until when."))
    if request.method == "POST" and in_time and form.is_valid():
        if within_rate_limit("edit", client_network(request), 20, 600):
            try:
                return _return_response(
                    request, actions.revise_comment(comment, form.cleaned_data["text"])
                )
            except actions.WrongState:
                in_time = False
        else:
            form.add_error(None, _("Too many requests. Wait a few minutes; your text is saved."))
    context = {
        "comment": comment,
        "form": form,
        "in_time": in_time,
        "changeable": may_withdraw_comment(request.user, comment, visitor.current_guest(request)),
        "until": edit_until(comment),
        "notice": notice,
        "back": _return_url(request, comment),
    }
    refused = notice and notice.refused and form.is_bound
    status = 403 if not in_time or refused else 422 if form.errors else 200
    return render(request, "comments/edit.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_comment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for confirmation first, as a withdrawal cannot be undone."""
    comment = _own_comment_or_404(request, pk)
    allowed = may_withdraw_comment(request.user, comment, visitor.current_guest(request))
    if request.method == "POST" and allowed:
        try:
            comment = actions.withdraw_comment(comment)
        except actions.WrongState:
            allowed = False
        else:
            return redirect(_return_url(request, comment, "#reacties"))
    context = {"comment": comment, "allowed": allowed, "back": _return_url(request, comment)}
    return render(request, "comments/withdraw.html", context, status=200 if allowed else 403)
