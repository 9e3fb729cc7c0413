"""Writing a reaction, and its preview."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article
from comments import actions, proof_of_work, spam_signals, visitor, writer_status
from comments.forms import CommentForm, CommentTextForm
from comments.models import Comment
from comments.permissions import comment_barrier, may_react, may_reply
from comments.views import author_desk
from common.clients import client_network
from common.email import mailbox
from common.params import parse_number
from common.ratelimit import count_attempt, within_rate_limit


def empty_comment_form(
    request: HttpRequest, article: Article, parent: Comment | None = None
) -> CommentForm:
    """Return an empty form for this visitor."""
    initial = {"parent": parent.pk if parent else None, **visitor.remembered_guest(request)}
    return CommentForm(user=request.user, article=article, initial=initial)


@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def compose_comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form on a page of its own; every reaction form of the site is sent here."""
    article = get_object_or_404(Article.objects.with_page().prefetch_related("bylines"), slug=slug)
    if request.method != "POST":
        parent = _find_parent(article, request.GET.get("antwoord", ""))
        return _page(request, article, empty_comment_form(request, article, parent), parent)
    form = CommentForm(request.POST, user=request.user, article=article)
    parent = _find_parent(article, request.POST.get("parent", ""))
    if not may_react(request.user, article):
        return _page(request, article, form, parent, status=403)
    if not form.is_valid():
        if form.has_error("parent", "parent_gone"):
            # When sent again, the text becomes a reaction of its own.
            form.data = request.POST.copy()
            form.data["parent"] = ""
            parent = None
        return _page(request, article, form, parent, status=422)
    if not _is_within_limits(request, form.cleaned_data.get("email", "")):
        form.add_error(None, _("Too many requests. Wait a few minutes; your text is saved."))
        return _page(request, article, form, parent, status=429)
    notice = writer_status.member_sanction_notice(request.user, article)
    if notice and notice.refused:
        form.add_error(None, _("You cannot react now. This page says why, and until when."))
        return _page(request, article, form, parent, status=403, notice=notice)
    if notice and not notice.read(request):
        form.add_error(None, _("Read the warning first and tick the box."))
        return _page(request, article, form, parent, status=422, notice=notice)
    comment = _submit(request, article, form)
    return _sent_response(request, comment, form)


@cache_control(private=True, no_store=True)
@require_safe
def sanction_notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the notice of a member's sanctions, if any, for the top of the form."""
    article = get_object_or_404(Article.objects.published().prefetch_related("bylines"), slug=slug)
    context = {"notice": writer_status.member_sanction_notice(request.user, article)}
    return render(request, "comments/_notice.html", context)


def _submit(request: HttpRequest, article: Article, form: CommentForm) -> Comment:
    data = form.cleaned_data
    if request.user.is_authenticated:
        writer = actions.CommentWriter.member(request.user)
    else:
        wants = data.get("wants_answers", False)
        writer = actions.CommentWriter(name=data["name"], email=data["email"], wants_answers=wants)
    noticed = spam_signals.read_spam_signals(
        opened=data["opened"],
        trap=data.get("website", ""),
        sent_by_network=count_attempt("sent", client_network(request), 60),
    )
    if writer.user is None:
        noticed |= proof_of_work.proof_signal(data["proof"], data["key"])
    comment = actions.submit_comment(
        article,
        writer,
        text=data["text"],
        key=data["key"],
        parent=data["parent"],
        language=get_language(),
        confirm_first=writer.user is None and settings.COMMENTS_GUESTS == "confirm",
        signs=noticed,
    )
    visitor.remember_own_comment(request, comment)
    return comment


def _sent_response(request: HttpRequest, comment: Comment, form: CommentForm) -> HttpResponse:
    if author_desk.is_from_author_desk(request, comment.article):
        return author_desk.answer_sent_response(request, comment)
    if request.htmx:
        context = _context(
            request, comment.article, empty_comment_form(request, comment.article), None
        )
        context["own"] = visitor.own_comments_in_thread(request, comment.article)
        response = render(request, "comments/_submitted.html", context)
        response["HX-Trigger-After-Settle"] = json.dumps(
            {"reaction-sent": {"id": comment.pk, "public": comment.is_published}}
        )
    elif comment.is_published:
        response = redirect(comment)
    else:
        response = redirect(comment.article.get_absolute_url() + "#jouw-reacties")
    data = form.cleaned_data
    if data.get("remember"):
        visitor.remember_guest(response, data["name"], data["email"], settings.SECURE)
    elif not request.user.is_authenticated:
        visitor.forget_guest(request, response)
    return response


def _find_parent(article: Article, pk: str) -> Comment | None:
    number = parse_number(pk)
    parent = Comment.objects.filter(article=article, pk=number).first() if number else None
    return parent if parent and may_reply(parent) else None


def _is_within_limits(request: HttpRequest, email: str) -> bool:
    """Limit the reactions of one visitor, and the confirmation mails to one mailbox."""
    who = f"user:{request.user.pk}" if request.user.is_authenticated else client_network(request)
    return (
        within_rate_limit("react", who, 8, 60)
        and within_rate_limit("react-long", who, 40, 3600)
        and (not email or within_rate_limit("confirm-mail", mailbox(email), 10, 3600))
    )


def _context(request, article, form, parent) -> dict:
    return {
        "article": article,
        "form": form,
        "parent": parent,
        "bar": comment_barrier(request.user, article),
        "at_desk": author_desk.is_from_author_desk(request, article),
        # Explain the two extra fields to a member whose session ended while writing.
        "signed_out": form.is_bound
        and not request.user.is_authenticated
        and "name" not in form.data,
        "sign_in": f"{reverse('account_login')}?next={article.get_absolute_url()}",
    }


def _page(request, article, form, parent, status=200, notice=None) -> HttpResponse:
    template = "comments/_form.html" if request.htmx else "comments/compose.html"
    context = _context(request, article, form, parent)
    context["notice"] = notice or writer_status.member_sanction_notice(request.user, article)
    return render(request, template, context, status=status)


@require_POST
def comment_preview(request: HttpRequest) -> HttpResponse:
    """Show the typed text as it will look."""
    if not within_rate_limit("preview", client_network(request), 90, 60):
        return HttpResponse(status=429)
    form = CommentTextForm({"text": request.POST.get("text", "")[:10_000]})
    safe = form.cleaned_data["text"].html if form.is_valid() else ""
    return render(request, "comments/_preview.html", {"html": safe})
